"""HTML from strangers can neither act nor tell anybody that it was looked at."""

import pytest

from liaison.channels.email.reading.clean import clean_html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>hi<script>alert(1)</script></p>", "<p>hi</p>"),
        ('<p onclick="x()">hi</p>', "<p>hi</p>"),
        ("<form action=x><input name=a>text</form>", "text"),
        ("<iframe src=https://x.example></iframe>hi", "hi"),
        ("<style>p{color:red}</style>hi", "hi"),
        ('<p style="position:fixed;color:red">hi</p>', '<p style="color:red">hi</p>'),
        ('<p style="background:url(https://x.example)">hi</p>', '<p style="">hi</p>'),
        ("<svg><script>x</script></svg>hi", "hi"),
        ('<base href="https://x.example">hi', "hi"),
        ('<meta http-equiv="refresh" content="0;url=https://x.example">hi', "hi"),
    ],
)
def test_what_acts_is_taken_out(html: str, cleaned: str):
    assert clean_html(html, cid_urls={}) == cleaned


def test_a_link_opens_apart_and_tells_nothing():
    cleaned = clean_html('<a href="https://x.example">x</a>', cid_urls={})
    assert 'target="_blank"' in cleaned
    assert 'rel="noopener noreferrer nofollow"' in cleaned


def test_a_link_to_a_script_leads_nowhere():
    assert "javascript" not in clean_html(
        '<a href="javascript:x()">x</a><a href="data:text/html,x">y</a>', cid_urls={}
    )


def test_a_remote_image_is_not_fetched():
    cleaned = clean_html(
        '<img src="https://spy.example/t.gif?a=1&amp;b=2" srcset="https://spy.example/2x">', cid_urls={}
    )
    assert cleaned == '<img data-src="https://spy.example/t.gif?a=1&amp;b=2">'


def test_a_bracket_in_another_attribute_hides_no_remote_image():
    cleaned = clean_html('<img alt="a > b" title=">" src="https://spy.example/t.gif">', cid_urls={})
    assert ' src="' not in cleaned
    assert 'data-src="https://spy.example/t.gif"' in cleaned


def test_an_inline_image_is_shown_from_our_copy():
    cleaned = clean_html('<img src="cid:pic@x">', cid_urls={"pic@x": "/files/1?a=1&b=2"})
    assert cleaned == '<img src="/files/1?a=1&amp;b=2">'


def test_an_inline_image_that_did_not_come_along_is_not_asked_for():
    assert (
        clean_html('<img src="cid:other@x">', cid_urls={"pic@x": "/files/1"})
        == '<img data-src="cid:other@x">'
    )


def test_a_pasted_picture_is_shown_but_a_pasted_document_is_not():
    assert 'src="data:image/png;base64,AAAA"' in clean_html(
        '<img src="data:image/png;base64,AAAA">', cid_urls={}
    )
    assert "data:" not in clean_html('<img src="data:image/svg+xml;base64,AAAA">', cid_urls={})
