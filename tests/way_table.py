"""Every step of a statement by who takes it and how the statement stands, as tables to be read."""

from collector.statement import workflow

# The account of everybody who asks, and the roles they have.
WHO = {
    "stranger": (None, ()),
    "author": ("chenyuanshan", ("official",)),
    "author who reviews": ("chenyuanshan", ("official", "reviewer")),
    "author's clerk": ("songlanting", ("clerk",)),
    "clerk who reviews": ("songlanting", ("clerk", "reviewer")),
    "clerk of another": ("zhengyunzhou", ("clerk",)),
    "another official": ("wangxiaohe", ("official",)),
    "reviewer": ("linzhiyuan", ("reviewer",)),
    "reviewer of the first stage": ("guhuaichuan", ("official", "reviewer")),
    "reviewer above": ("zhaomingan", ("reviewer",)),
    "reviewer elsewhere": ("hejinglan", ("reviewer",)),
    "administrator": ("zhouqing", ("administrator",)),
    "administrator elsewhere": ("linzhixing", ("official", "administrator")),
}

# How the steps of writing and those of reviewing answer: `may` is for the second table to say.
# 404 is what is not theirs to see, 403 what is not theirs to do.
MAY = """
                             hand-over  hand-back  submit   withdraw  reviews
stranger                     sign-in    sign-in    sign-in  sign-in   sign-in
author                       403        may        may      may       403
author who reviews           403        may        may      may       403
author's clerk               may        may        403      403       403
clerk who reviews            may        may        403      403       403
clerk of another             404        404        403      403       403
another official             403        404        404      404       403
reviewer                     403        403        403      403       may
reviewer of the first stage  403        404        404      404       may
reviewer above               403        403        403      403       may
reviewer elsewhere           403        403        403      403       404
administrator                403        403        403      403       403
administrator elsewhere      403        404        404      404       403
"""

# Where a step leads from each state; `-` is out of step, 403 has nothing submitted to decide on.
LEADS = """
                 hand-over  hand-back  submit     withdraw  open       return    approve   archive   correct
draft            awaiting   -          submitted  -         -          403       403       -         403
awaiting         -          draft      submitted  -         -          403       403       -         403
submitted        -          -          -          draft     submitted  -         -         -         -
opened           -          -          -          -         -          returned  approved  -         -
second stage     -          -          -          -         -          returned  approved  -         -
returned         awaiting   -          submitted  -         -          -         -         -         -
awaiting again   -          returned   submitted  -         -          -         -         -         -
submitted again  -          -          -          returned  submitted  -         -         -         -
approved         -          -          -          -         -          -         -         archived  returned
archived         -          -          -          -         -          -         -         -         returned
"""

# What a reviewer who may sees of a statement: its content, the page before a review, or nothing.
SEEN = {
    "draft": 403,
    "awaiting": 403,
    "submitted": "closed",
    "opened": "shown",
    "second stage": "shown",
    "returned": "shown",
    "awaiting again": "shown",
    "submitted again": "closed",
    "approved": "shown",
    "archived": "shown",
}

# What the tables don't say: nobody passes both stages.
EXCEPT = {("reviewer of the first stage", "second stage", "approve"): 403}

WRITING = ("hand-over", "hand-back", "submit", "withdraw")
REVIEWING = ("open", "return", "approve", "archive", "correct")
# The cause of a step's revision, None where it cuts none; and what the audit calls it.
CAUSES = {name: workflow.STEPS[name.replace("-", "_")].cause for name in (*WRITING, *REVIEWING)}
AUDITED = {name: f"statement_{cause}" for name, cause in CAUSES.items()} | {"open": "review_opened"}


def read(table):
    """A table's cells by row and column; a row's name has single blanks, its cells stand further apart."""
    heads, *rows = [line for line in table.splitlines() if line.strip()]
    found = {}
    for line in rows:
        name, *cells = [cell.strip() for cell in line.split("  ") if cell.strip()]
        found[name] = dict(zip(heads.split(), cells, strict=True))
    return found


PERMITTED, LEADING = read(MAY), read(LEADS)
STATES = tuple(LEADING)


def expected(who, state, step):
    """What is to come of it: "sign-in", 403, 404, "-" (out of step), or the state it leads to."""
    permitted = PERMITTED[who][step if step in WRITING else "reviews"]
    found = permitted if permitted != "may" else str(EXCEPT.get((who, state, step), LEADING[state][step]))
    if found.isdigit():
        return int(found)
    return workflow.AWAITING_AUTHOR if found == "awaiting" else found
