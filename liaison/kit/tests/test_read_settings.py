"""Settings are read from the environment; a wrong one is refused by its name, a secret one unseen."""

import pytest

from liaison.kit.configuration import WrongSetting, read


def test_the_address_of_redis_is_taken() -> None:
    assert read({"LIAISON_REDIS": "redis://cache:6379/0"})["REDIS"] == "redis://cache:6379/0"


def test_without_redis_there_is_none() -> None:
    assert read({})["REDIS"] == ""


def test_what_is_no_address_of_redis_is_refused_by_name_and_not_shown() -> None:
    with pytest.raises(
        WrongSetting, match=r"^LIAISON_REDIS=… \(environment\) cannot be used: .*redis://"
    ) as no:
        read({"LIAISON_REDIS": "cache:6379?password=hunter2"})
    assert "hunter2" not in str(no.value)
