"""Which files a channel carries: asked before an answer is sent, and told in words which ones it would take."""

from mimetypes import guess_extension
from typing import Final

from django.conf import settings

from liaison.channels.errors import FileTooLarge, NoPublicAddress, TypeNotCarried
from liaison.channels.words import Abilities
from liaison.tickets.words import Enclosed

MB: Final = 2**20
# What browsers and phones call the same thing.
ALIASES: Final = {
    "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4",
    "audio/mp3": "audio/mpeg", "audio/x-wav": "audio/wav", "audio/vnd.wave": "audio/wav", "audio/x-aac": "audio/aac",
    "video/3gp": "video/3gpp", "video/avi": "video/x-msvideo", "application/ogg": "audio/ogg",
}  # fmt: skip
ENDINGS: Final = {
    "image/jpeg": "JPG", "audio/mp4": "M4A", "audio/mpeg": "MP3", "audio/ogg": "OGG", "audio/aac": "AAC",
    "audio/amr": "AMR", "audio/wav": "WAV", "video/3gpp": "3GP", "video/mp4": "MP4", "video/quicktime": "MOV",
    "video/ogg": "OGV", "text/plain": "TXT", "text/vcard": "VCF", "text/calendar": "ICS",
    "application/msword": "DOC", "application/vnd.ms-excel": "XLS", "application/vnd.ms-powerpoint": "PPT",
}  # fmt: skip


def plain_type(type_: str) -> str:
    """The one name of a type, without its parameters."""
    bare = type_.partition(";")[0].strip().lower()
    return ALIASES.get(bare, bare)


def must_carry(file: Enclosed, can: Abilities, *, channel: str) -> None:
    """Raise TypeNotCarried, FileTooLarge or NoPublicAddress for a file which a channel does not carry.

    channel: what people call it.
    """
    most = can.most_of(plain_type(file.type))
    if not most:
        raise TypeNotCarried(name=file.name, channel=channel, kinds=", ".join(endings(can)) or "—")
    if file.size > most:
        raise FileTooLarge(name=file.name, channel=channel, megabytes=f"{most / MB:g}")
    if can.fetched and not settings.LIAISON["URL"]:
        raise NoPublicAddress(channel=channel)


def endings(can: Abilities) -> list[str]:
    """The kinds of files that are carried, by their usual endings."""
    found = (
        ENDINGS.get(type_) or (guess_extension(type_) or "").lstrip(".").upper() for type_, _most in can.each
    )
    return list(dict.fromkeys(ending for ending in found if ending))
