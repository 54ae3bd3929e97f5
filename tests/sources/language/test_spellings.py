"""The ways in which a declared phrase may be written."""

from __future__ import annotations

from sources.language.spellings import spellings


def test_the_phrase_itself_comes_first():
    assert spellings("lập biên bản") == ("lập biên bản",)
    assert spellings("án trật tự xã hội") == ("án trật tự xã hội", "án ttxh")


def test_a_short_form_is_read_in_full_where_it_is_clear():
    assert "tai nạn giao thông" in spellings("tngt")


def test_a_short_form_that_may_mean_several_things_needs_other_words_beside_it():
    assert spellings("tội phạm") == ("tội phạm",)
    assert "tp ma túy" in spellings("tội phạm ma túy")
    assert spellings("tp ma túy") == ("tp ma túy",)


def test_a_word_is_shortened_as_a_whole_only():
    assert spellings("không khởi tố bị can") == ("không khởi tố bị can", "kkt bị can")


def test_long_lists_of_nouns_do_not_grow_without_bound():
    nouns = ", ".join(["cơ quan", "doanh nghiệp", "nhà trường", "công an", "nhân dân", "cơ sở"] * 2)
    assert len(spellings(nouns)) <= 25
