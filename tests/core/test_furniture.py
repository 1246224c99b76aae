"""What a host puts around every article goes before articles are compared."""

from reveille.core import furniture

BOX = "Sign up for our letter and read it every morning."


def test_a_sentence_in_two_texts_of_a_host_is_furniture():
    texts = [
        ("a", f"The ship sailed at noon with all hands on deck. {BOX}"),
        ("a", f"The bridge opened to lorries in the rain today. {BOX}"),
    ]

    around = furniture.find(texts)

    assert [around.without(*one) for one in texts] == [
        "The ship sailed at noon with all hands on deck.",
        "The bridge opened to lorries in the rain today.",
    ]


def test_other_hosts_may_say_the_same():
    around = furniture.find(
        [("a", f"The ship sailed at noon today. {BOX}"), ("b", f"The bridge opened today at last. {BOX}")]
    )

    assert BOX in around.without("a", f"The ship sailed at noon today. {BOX}")


def test_a_newer_version_of_an_article_is_no_furniture():
    body = "The frigate left the yard after nine years. Her captain thanked the welders. They were few."
    old, new = f"It sails. {body}", f"It has sailed at last. {body}"

    around = furniture.find([("a", old), ("a", new)])

    assert around.without("a", old).split() == old.split()


def test_a_page_of_nothing_but_furniture_is_empty():
    page = f"{BOX} All rights are reserved and remain so."
    around = furniture.find([("a", page), ("a", page + " The ship sailed."), ("a", page + " Rain fell.")])

    assert around.without("a", page) == ""


def test_nobody_has_no_furniture():
    assert furniture.find([("", f"One thing. {BOX}"), ("", f"Another thing. {BOX}")]) == furniture.Furniture()


def test_short_sentences_are_repeated_by_chance():
    around = furniture.find(
        [("a", "He would not say. The ship sailed."), ("a", "He would not say. The bridge opened.")]
    )

    assert around.without("a", "He would not say. More.") == "He would not say. More."
