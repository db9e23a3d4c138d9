"""An official without a mouse: finds every control with Tab, and answers with keys alone."""

import re

from collector.statement import states

MOST_TABS = 600
FOCUSED = "wanted => document.activeElement !== document.body && document.activeElement.matches(wanted)"
DATE = re.compile(r"(\d+)\D+(\d+)\D+(\d+)\D*")


class Keyboard:
    """Somebody who never touches a mouse; a control that Tab does not reach fails the test."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def is_at(self, selector):
        return self.page.evaluate(FOCUSED, selector)

    def tabs_to(self, selector):
        """Press Tab until the control has the focus, and see that the focus shows."""
        for _ in range(MOST_TABS):
            if self.is_at(selector):
                assert self.shows_focus(), f"the focus on {selector} can't be seen"
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reached {selector}")

    def shows_focus(self):
        return self.page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            }"""
        )

    def writes(self, text):
        self.press("Control+a")
        self.page.keyboard.insert_text(text)

    def answers_section(self, section, answers):
        """Answer every question of the page that has an answer, in the order of the page."""
        for question in section.asked:
            if question.name in answers:
                self.answers(question, answers[question.name])

    def answers(self, question, typed):
        name = question.name
        if typed is states.NONE:
            self.tabs_to(f'[name="{name}.none"]')
            self.press("Space")
        elif question.type == "select_multiple":
            for choice in question.choices:
                if choice in typed:
                    self.tabs_to(f'[name="{name}"][value="{choice}"]')
                    self.press("Space")
        elif question.type == "select_one":
            self.chooses(question, typed)
        elif isinstance(typed, list):
            for number, item in enumerate(typed):
                self.answers_row(question, number, item)
        else:
            self.fills(name, typed)

    def chooses(self, question, typed):
        """Go through the choices with the arrow keys."""
        name = question.name
        wanted = typed if typed in question.choices else "其他"
        self.tabs_to(f'[name="{name}"]')
        for _ in range(len(question.choices) + 3):
            if self.page.evaluate(CHOSEN, name) == wanted:
                break
            self.press("ArrowDown")
        assert self.page.evaluate(CHOSEN, name) == wanted
        if wanted != typed:
            self.fills(f"{name}.other", typed)

    def answers_row(self, question, number, item):
        cells = item if isinstance(item, dict) else {"": item}
        for column, cell in cells.items():
            name = f"{question.name}-{number}-{column}".removesuffix("-")
            if not self.page.locator(f'[name="{name}"]').count():
                self.tabs_to(f'button[name=add][value="{question.name}"]')
                self.press("Enter")
            self.fills(name, cell)

    def fills(self, name, text):
        selector = f'[name="{name}"]'
        self.tabs_to(selector)
        match = DATE.fullmatch(text)
        if match and self.page.locator(selector).get_attribute("type") == "date":
            self.writes_date(selector, "-".join(part.zfill(2) for part in match.groups()))
        else:
            self.writes(text)

    def writes_date(self, selector, wanted):
        """Type a date part by part, in the order in which this browser's language asks for them."""
        year, month, day = wanted.split("-")
        for parts in ([month, day, year], [year, month, day]):
            self.press("ArrowLeft", "ArrowLeft")
            for part in parts:
                self.page.keyboard.type(part)
                if part == year:
                    self.press("ArrowRight")
            if self.page.locator(selector).input_value() == wanted:
                return
        raise AssertionError(f"{wanted} could not be typed")

    def presses(self, selector):
        """Go to a button or a link and press Enter."""
        self.tabs_to(selector)
        self.press("Enter")


CHOSEN = """name => {
    const controls = [...document.getElementsByName(name)];
    const chosen = controls.length === 1 ? controls[0] : controls.find((each) => each.checked);
    return chosen ? chosen.value : null;
}"""
