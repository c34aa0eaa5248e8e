from console.codes import ALPHABET, digest_of_code, new_code


def test_a_code_is_in_groups_of_four_and_never_the_same() -> None:
    code = new_code(16)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= {*ALPHABET, "-"}
    assert new_code(16) != code


def test_a_code_is_known_however_it_is_typed() -> None:
    for typed in ("abcd-2345", " ABCD 2345\n", "abcd2345"):
        assert digest_of_code(typed) == digest_of_code("abcd-2345")
    assert digest_of_code("abcd-2346") != digest_of_code("abcd-2345")
