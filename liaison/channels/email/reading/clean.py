"""HTML from strangers made safe to show: nothing runs, nothing is fetched, nothing covers our page."""

import re
from collections.abc import Mapping
from html import escape

import nh3

from liaison.channels.email.reading.html_text import html_to_text
from liaison.channels.email.reading.limits import MAX_HTML, MAX_HTML_DEPTH, MAX_TAGS

_TAGS = frozenset(
    {
        "a",
        "abbr",
        "address",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
    }
    | {
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "h1",
        "h2",
    }
    | {
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
    }
    | {
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
    }
    | {"th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"}
)
_EVERYWHERE = frozenset({"dir", "lang", "title", "align", "style"})
_ATTRIBUTES = {
    "*": set(_EVERYWHERE),
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "border"},
    "font": {"color", "face", "size"},
    "table": {"width", "height", "border", "cellpadding", "cellspacing", "bgcolor", "role"},
    "td": {"width", "height", "colspan", "rowspan", "bgcolor", "valign"},
    "th": {"width", "height", "colspan", "rowspan", "bgcolor", "valign"},
    "tr": {"bgcolor", "valign", "height"},
    "col": {"width", "span"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value"},
    "blockquote": {"type"},
    "time": {"datetime"},
}
# No position, no float over the page, no url(): a mail may colour itself but not reach out of its frame.
_STYLES = frozenset(
    {
        "color",
        "background-color",
        "font",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "text-align",
    }
    | {"text-decoration", "text-indent", "line-height", "letter-spacing", "vertical-align", "white-space"}
    | {"width", "height", "max-width", "min-width", "max-height", "direction", "list-style-type", "border"}
    | {"border-top", "border-right", "border-bottom", "border-left", "border-color", "border-style"}
    | {"border-width", "border-collapse", "border-spacing", "border-radius", "padding", "padding-top"}
    | {"padding-right", "padding-bottom", "padding-left", "margin", "margin-top", "margin-right"}
    | {"margin-bottom", "margin-left", "display"}
)
_WITH_CONTENT = frozenset(
    {"script", "style", "title", "template", "noscript", "xml", "object", "applet", "svg"}
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid", "ftp", "sms", "geo", "data"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_THEMSELVES = frozenset(
    {
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "br",
        "hr",
        "img",
        "meta",
        "link",
        "input",
        "col",
        "wbr",
        "option",
    }
)
# Attribute by attribute: a value may hold a ">" of its own.
_IMAGE = re.compile(r'<img(?:\s+[\w-]+="[^"]*")*?\s+src="([^"]*)"')
# Pictures pasted into a mail; SVG is a document that can act, so it is not among them.
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_REACHES_OUT = re.compile(r"url\s*\(|expression|@import|\\", re.IGNORECASE)


def clean_html(html: str, *, cid_urls: Mapping[str, str]) -> str:
    """Return HTML which may stand in our page.

    `cid_urls` maps Content-IDs (without brackets) to addresses of ours; an image it names is shown, every
    other image keeps its address only in `data-src`, so that looking at a mail tells nobody that it was
    read. HTML beyond the limit is cut off.
    """
    html = html[:MAX_HTML]
    if _is_hostile(html):
        return f"<pre>{escape(html_to_text(html).text)}</pre>"
    safe = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_without_outreach,
        filter_style_properties=set(_STYLES),
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return _IMAGE.sub(lambda image: _shown(image, cid_urls=cid_urls), safe)


def _is_hostile(html: str) -> bool:
    """Tell whether this HTML is built to keep a parser busy: its time grows with the square of the depth."""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(html)):
        if tag.group(2).lower() not in _CLOSED_BY_THEMSELVES:
            depth += -1 if tag.group(1) else 1
        if count > MAX_TAGS or depth > MAX_HTML_DEPTH:
            return True
    return False


def _without_outreach(tag: str, name: str, value: str) -> str | None:
    if value[:50].lstrip().lower().startswith("data:"):
        return value.strip() if (tag, name) == ("img", "src") and _PICTURE.match(value.strip()) else None
    if name == "style" and _REACHES_OUT.search(value):
        return ";".join(rule for rule in value.split(";") if not _REACHES_OUT.search(rule))
    return value


def _shown(image: re.Match[str], *, cid_urls: Mapping[str, str]) -> str:
    """Point an image at our copy of it, or move its address where no browser fetches it."""
    tag, source = image.group(), image.group(1)
    scheme, _, reference = source.partition(":")
    if scheme.lower() == "data":
        return tag
    ours = cid_urls.get(reference.replace("&amp;", "&")) if scheme.lower() == "cid" else None
    start = image.start(1) - image.start()
    if ours is None:
        return tag[: start - len('src="')] + 'data-src="' + tag[start:]
    return tag[:start] + ours.replace("&", "&amp;").replace('"', "&quot;") + tag[start + len(source) :]
