"""Chinese numerals of 1–99: 二十三, 第二十三, and 两 before a measure word."""

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return 一 … 九十九; beyond that the Arabic digits, as GB/T 15835-2011 writes large quantities."""
    if not 0 <= number <= 99:
        return str(number)
    tens, units = divmod(number, 10)
    if not tens:
        return DIGITS[units]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[units] if units else "")


def written(number: int, style: str) -> str:
    """Return `number` in `style`: "" Arabic, "chinese" 二, "liang" 两 (before a measure), "ordinal" 第二."""
    if style == "liang":
        return "两" if number == 2 else chinese(number)
    if style == "ordinal":
        return "第" + chinese(number)
    return chinese(number) if style == "chinese" else str(number)


# The way back: 二十三 -> 23.
ARABIC = {chinese(number): str(number) for number in range(100)} | {"两": "2"}
