"""An official without a mouse: finds every control with Tab, and answers with keys alone."""

import re

from collector.statement import states

MOST_TABS = 600
# Of what has the focus: whether it shows, and the share of it that lies under a bar that stays in place.
FOCUS = """() => {
    const focused = document.activeElement;
    const style = getComputedStyle(focused);
    const { left, right, top, bottom, width, height } = focused.getBoundingClientRect();
    const bars = document.querySelectorAll(".actions, .rail, .side, .preview");
    const under = (bar) => {
        const over = bar.getBoundingClientRect();
        const wide = Math.min(right, over.right) - Math.max(left, over.left);
        const high = Math.min(bottom, over.bottom) - Math.max(top, over.top);
        const isBar = getComputedStyle(bar).position === "sticky" && !bar.contains(focused);
        return isBar ? Math.max(wide, 0) * Math.max(high, 0) / (width * height) : 0;
    };
    return {
        is_shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        is_in_view: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
        covered: Math.max(0, ...[...bars].map(under)),
    };
}"""
# The controls that Tab can reach, in order, each with its number; of buttons to choose from, one.
REACHABLE = """
    const controls = "a[href], button, input, select, textarea, summary, [tabindex]";
    const isSeen = (each) => each.type !== "hidden" && each.checkVisibility({ visibilityProperty: true });
    const named = (name) => [...document.getElementsByName(name)];
    const group = (each) => named(each.name).filter((one) => one.form === each.form);
    const isOne = (each) => (group(each).find((one) => one.checked) ?? group(each)[0]) === each;
    const all = [...document.querySelectorAll(controls)]
        .filter((each) => each.tabIndex >= 0 && !each.disabled && isSeen(each))
        .filter((each) => each.type !== "radio" || isOne(each));
    all.forEach((each, at) => { each.dataset.at = at; });"""
NUMBERED = f"() => {{ {REACHABLE} return all.map((each) => each.outerHTML.slice(0, 120)); }}"
# How often Tab is pressed at the least until the control has the focus.
AWAY = f"""wanted => {{ {REACHABLE}
    const away = all.findIndex((each) => each.matches(wanted)) - all.indexOf(document.activeElement);
    return Math.max(away, 0);
}}"""
AT = "() => document.activeElement === document.body ? -1 : Number(document.activeElement.dataset.at ?? -2)"
AT_AND_FOCUS = f"() => [({AT})(), ({FOCUS})()]"
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
        self.press(*["Tab"] * self.page.evaluate(AWAY, selector))
        for _ in range(MOST_TABS):
            if self.is_at(selector):
                # A message that comes up above moves it down, but never away.
                assert self.focus_faults(most_covered=0.7) == [], selector
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reached {selector}")

    def focus_faults(self, *, most_covered=0):
        """What keeps somebody from seeing where the focus is."""
        return faults_of(self.page.evaluate(FOCUS), most_covered=most_covered)

    def tabs_through(self):
        """Press Tab through the whole page and out of it; what was wrong on the way, a line each."""
        controls, seen, faults = self.page.evaluate(NUMBERED), [], []
        for _ in range(MOST_TABS):
            self.press("Tab")
            at, found = self.page.evaluate(AT_AND_FOCUS)
            # A date has several parts.
            if at == -1 or (at in seen and at != seen[-1]):
                break
            if at == -2:
                faults.append(
                    f"unexpected: {self.page.evaluate('document.activeElement.outerHTML.slice(0, 120)')}"
                )
            elif at not in seen:
                seen.append(at)
                faults += [f"the focus {fault}: {controls[at]}" for fault in faults_of(found)]
        else:
            faults.append(f"no way out after {controls[seen[-1]]}")
        faults += [f"not reached: {html}" for number, html in enumerate(controls) if number not in seen]
        return faults

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
            self.unfolds(name)
            for number, item in enumerate(typed):
                self.answers_row(question, number, item)
        else:
            self.fills(name, typed)

    def unfolds(self, name):
        """Open the ledger where it is one."""
        summary = f"details#q-{name}:not([open]) > summary"
        if self.page.locator(summary).count():
            self.presses(summary)

    def picks(self, name, value):
        """Go to a group of buttons to choose from, and with the arrows to one of them."""
        self.tabs_to(f'[name="{name}"]')
        for _ in range(9):
            if self.page.evaluate(CHOSEN, name) == value:
                return
            # The first is not chosen yet.
            self.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

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

    def goes_to(self, selector, address=None):
        """Press a link or a button that leads to another page, and wait until all of it is there."""
        with self.page.expect_navigation(url=address):
            self.presses(selector)


def faults_of(focus, *, most_covered=0):
    """The same of what the page said of its focus."""
    checks = {
        "can't be seen": focus["is_shown"],
        "is out of view": focus["is_in_view"],
        "is under a bar": focus["covered"] <= most_covered,
    }
    return [fault for fault, is_good in checks.items() if not is_good]


CHOSEN = """name => {
    const controls = [...document.getElementsByName(name)];
    const chosen = controls.length === 1 ? controls[0] : controls.find((each) => each.checked);
    return chosen ? chosen.value : null;
}"""
