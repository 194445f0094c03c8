"""Why a party is listed, in words."""

from tadasu.wording._messages import Language, codes, say


def topic_text(topic: str, language: Language) -> str:
    """The words of a topic; a topic we do not know is shown as the list wrote it.

    >>> topic_text("forced.labour", "en"), topic_text("some.other", "ja")
    ('forced labour', 'some.other')
    """
    code = f"topic.{topic}"
    return say(code, {}, language) if code in codes() else topic
