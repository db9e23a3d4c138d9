import page_checks
import pytest

GOOD = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>登录 - 述责述廉填报</title>
<link rel="stylesheet" href="/static/style.css"><script type="module" src="/static/page.js"></script></head>
<body><h1 id="top">登录</h1><a href="#top">回到顶部</a>
<form method="post"><input type="hidden" name="csrf_token" value="x">
<label for="f-account">账号</label><input id="f-account" name="account" aria-describedby="top">
<label><input type="checkbox" name="none"> 没有</label><button>登录</button></form></body></html>"""

BROKEN = {
    "two headings": ("<h1 ", "<h1>又一个</h1><h1 "),
    "no title": ("<title>登录 - 述责述廉填报</title>", "<title></title>"),
    "an error only in the title": ("<title>", "<title>错误："),
    "problems not in the title": ("<h1 ", "<div id='problems'></div><h1 "),
    "the same id twice": ('name="account"', 'name="account"><input type="hidden" id="top"'),
    "an input without a label": ('<label for="f-account">账号</label>', ""),
    "a button without words": ("<button>登录</button>", "<button></button>"),
    "a form without a token": ('name="csrf_token"', 'name="other"'),
    "an empty token": ('name="csrf_token" value="x"', 'name="csrf_token" value=""'),
    "an inline script": ("</body>", "<script>1</script></body>"),
    "an inline style": ("<h1 ", "<h1 style='color:red' "),
    "a style element": ("</head>", "<style></style></head>"),
    "an inline handler": ("<button>", "<button onclick='x()'>"),
    "a script from elsewhere": ('src="/static/page.js"', 'src="https://example.org/page.js"'),
    "a description that is not there": ('aria-describedby="top"', 'aria-describedby="nowhere"'),
    "a link to nowhere": ('href="#top"', 'href="#nowhere"'),
    "another language": ('lang="zh-CN"', 'lang="en"'),
}


def test_a_good_page_has_no_fault():
    assert page_checks.faults(GOOD) == []


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_is_found(name):
    there, broken = BROKEN[name]
    assert there in GOOD
    assert len(page_checks.faults(GOOD.replace(there, broken))) == 1
