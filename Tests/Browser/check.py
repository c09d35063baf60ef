#!/usr/bin/env python3
"""Opens HTML reports in headless Chromium and checks what only a browser can tell.

Usage: check.py --chromium PATH PAGE...
       check.py --grow COUNT RESULT.json OUT.json

For each page, in the light and in the dark theme: no violation that axe finds (WCAG 2.2 A and AA, and best practices; in the
dark theme those about colours, since nothing else differs), no request but for the page and its own style sheet, no dialog,
no script, no refused style. At 1280, 768 and 320 pixels: nothing wider than the window. On paper: closed details are open, and
heads of tables are repeated.

--grow writes a result with COUNT findings, made of those of another.

Exit code 0 when all holds, 1 when something does not, 77 when a package is missing.
"""

import argparse
import json
import os
import pathlib
import sys

COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def grow(count, source, target):
    with open(source, encoding="utf-8") as file:
        result = json.load(file)
    findings = result["findings"]
    ids = {}
    grown = []
    for number in range(count):
        finding = dict(findings[number % len(findings)])
        if number >= len(findings):
            finding["id"] = f"{number:016x}"
        ids.setdefault(finding["assertion"], []).append(finding["id"])
        grown.append(finding)
    result["findings"] = grown
    result["summary"]["findings"] = count
    for assertion in result["assertions"]:
        assertion["findings"] = ids.get(assertion["id"], [])
    with open(target, "w", encoding="utf-8") as file:
        json.dump(result, file)


class Checker:
    def __init__(self, browser, axe):
        self.browser = browser
        self.axe = axe
        self.faults = 0

    def fault(self, page, text):
        self.faults += 1
        print(f"{page}: {text}", file=sys.stderr)

    def open(self, path, **options):
        """Opens a page with its own content security policy in force, and watches what it does."""
        context = self.browser.new_context(**options)
        page = context.new_page()
        folder = pathlib.Path(path).resolve().parent.as_uri()
        own = {pathlib.Path(path).resolve().as_uri()}

        def request(request):
            is_style = request.resource_type == "stylesheet" and request.url.startswith(folder.rsplit("/", 1)[0])
            if request.url not in own and not is_style:
                self.fault(path, f"asks for {request.url[:200]}")

        page.on("request", request)
        page.on("dialog", lambda dialog: (self.fault(path, f"shows a dialog: {dialog.message[:100]}"), dialog.dismiss()))
        page.on("console", lambda message: self.fault(path, f"says: {message.text[:300]}"))
        page.on("pageerror", lambda error: self.fault(path, f"runs a script: {error}"))
        page.on("popup", lambda popup: self.fault(path, "opens a window"))
        page.on("framenavigated", lambda frame: frame.url in own or self.fault(path, f"goes to {frame.url[:200]}"))
        page.goto(pathlib.Path(path).resolve().as_uri())
        return context, page

    def check(self, path):
        for scheme in ("light", "dark"):
            context, page = self.open(path, color_scheme=scheme, viewport={"width": 1280, "height": 900})
            if not page.title().startswith(("Isolation audit of ", "Findings of ")):
                self.fault(path, f"has the title {page.title()[:100]!r}")
            if page.evaluate("getComputedStyle(document.querySelector('.title')).paddingTop") == "0px":
                self.fault(path, "is without its style sheet")
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            # What the checker adds is refused by the page's policy, as it should be, so it runs from outside.
            page.evaluate(self.axe)
            found = page.evaluate(
                "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false})"
                ".then(result => result.violations.map(v => [v.impact, v.id, v.nodes.length,"
                " v.nodes.slice(0, 3).map(n => String(n.target))]))",
                COLOURS if scheme == "dark" else TAGS,
            )
            for impact, rule, count, nodes in found:
                self.fault(path, f"{scheme}: {rule} ({impact}), {count} times: {nodes}")
            context.close()
        for width in (1280, 768, 320):
            context, page = self.open(path, viewport={"width": width, "height": 900})
            for state in ("false", "true"):
                page.evaluate(f"document.querySelectorAll('details').forEach(details => details.open = {state})")
                whole = page.evaluate("document.documentElement.scrollWidth")
                if whole > width:
                    self.fault(path, f"is {whole} pixels wide in a window of {width} (details open: {state})")
            context.close()
        self.paper(path)

    def paper(self, path):
        context, page = self.open(path)
        page.emulate_media(media="print")
        hidden = page.evaluate(
            "[...document.querySelectorAll('details > *:not(summary)')].filter(e => e.getClientRects().length == 0).length"
        )
        if hidden:
            self.fault(path, f"on paper {hidden} parts of closed details are missing")
        heads = page.evaluate(
            "[...document.querySelectorAll('thead')].filter("
            "e => getComputedStyle(e).display != 'table-header-group').length"
        )
        if heads:
            self.fault(path, f"on paper {heads} heads of tables are not repeated")
        if os.path.getsize(path) < 2_000_000:
            page.pdf(prefer_css_page_size=True, print_background=True)
        context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--chromium")
    parser.add_argument("--grow", type=int)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    if arguments.grow:
        grow(arguments.grow, *arguments.files)
        return 0
    try:
        import axe_playwright_python
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        print(f"check.py: {error}", file=sys.stderr)
        return 77
    axe = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=arguments.chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        checker = Checker(browser, axe)
        for path in arguments.files:
            before = checker.faults
            checker.check(path)
            print(f"{path}: {'ok' if checker.faults == before else 'FAULTS'}", flush=True)
        browser.close()
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
