"""What every messenger promises about an account that does not work: people are told, until it works again."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest

from liaison.channels.actions import send_due
from liaison.channels.messaging.actions import change_account, check_accounts
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import MESSENGERS
from liaison.channels.messaging.standin import Says
from liaison.channels.queries import warnings
from liaison.channels.watch import look
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.health import HEALTH
from liaison.tickets.models import Dispatch, Message


class WorkingPromises:
    """A part of MessengerPromises. opens: the fields with which we sign in at the provider."""

    opens: ClassVar[tuple[str, ...]] = ("access_token",)
    kind: str
    provider: Any
    account: Account

    def given(self) -> dict[str, str]:
        """What was typed, with the stand-in as the server."""
        raise NotImplementedError

    def busy(self, *, seconds: int) -> Says:
        """How the provider asks us to wait."""
        raise NotImplementedError

    def _answered(self, cast: Any, text: str = "", **more: Any) -> Message:
        raise NotImplementedError

    @pytest.mark.django_db
    def test_who_has_the_wrong_token_is_told_so(self, cast: Any) -> None:
        self._sign_in_wrongly()
        self._answered(cast)

        assert "access token" in Dispatch.objects.get().error

    @pytest.mark.django_db
    def test_a_void_token_is_told_to_everybody_until_it_works(self, cast: Any) -> None:
        self._sign_in_wrongly()
        self._answered(cast)
        (alarm,) = warnings()
        assert (alarm.kind, self.account.name in alarm.says) == ("sign_in", True)
        look()
        assert not HEALTH.conditions()["messengers account"].well

        change_account(self.account, given=self.given(), by=SYSTEM)
        assert warnings() == []
        look()
        assert HEALTH.conditions()["messengers account"].well

    @pytest.mark.django_db
    def test_a_void_token_is_found_before_anybody_sends(self) -> None:
        self._sign_in_wrongly()
        check_accounts()

        assert [alarm.kind for alarm in warnings()] == ["sign_in"]

    @pytest.mark.django_db
    def test_an_account_that_cannot_be_understood_hides_no_other(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(account: Account) -> str:
            raise KeyError("username")

        self._sign_in_wrongly()
        monkeypatch.setattr(MESSENGERS[self.kind], "name_there", fails)
        check_accounts()

        assert warnings() == []

    @pytest.mark.django_db
    def test_a_provider_that_is_busy_for_long_is_told_until_it_takes_something(self, cast: Any) -> None:
        self.provider.next = [self.busy(seconds=1)]
        self._answered(cast)
        assert warnings() == []  # For a moment that is daily life.

        clock.travel(timedelta(minutes=11))
        told = [alarm for alarm in warnings() if alarm.kind == "messengers_out"]
        assert len(told) == 1
        send_due(self.kind)
        assert not [alarm for alarm in warnings() if alarm.kind == "messengers_out"]

    @pytest.mark.django_db
    def test_what_is_wrong_with_one_message_is_no_trouble_of_the_account(self, cast: Any) -> None:
        self.provider.next = [self.refuses()]
        message = self._answered(cast)

        assert message.state == "failed"
        clock.travel(timedelta(minutes=11))
        assert warnings() == []

    def refuses(self) -> Says:
        """How the provider refuses one message for good."""
        return Says(400, {})

    def _sign_in_wrongly(self) -> None:
        messenger = MESSENGERS[self.kind]
        account = Account.objects.get(pk=self.account.pk)
        wrong = {field.name: "wrong" for field in messenger.fields if field.name in self.opens}
        change_account(account, given=wrong, by=SYSTEM)
