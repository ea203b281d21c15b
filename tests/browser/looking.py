"""What a page looks like, measured where the eye cannot: each function returns what is wrong, in words."""

from playwright.sync_api import Page

NAME = """const name = (element) => {
    const words = (element.innerText ?? element.value ?? "").trim().slice(0, 40).replace(/\\s+/g, " ");
    return `<${element.localName} class="${element.className?.baseVal ?? element.className}"> “${words}”`;
};
const clipped = (element) =>
    element && (getComputedStyle(element).clipPath !== "none" || clipped(element.parentElement));
const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !clipped(element);
"""

OVERFLOW = f"""() => {{
    {NAME}
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll("body *")].filter((element) => {{
        if (!seen(element)) return false;
        const box = element.getBoundingClientRect();
        const cut = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
        return box.width && (box.right > width + 1 || (box.left < -1 && box.right > 0) || cut);
    }}).map(name);
    return (document.documentElement.scrollWidth > width ? ["the page"] : []).concat(wide).slice(0, 4);
}}"""

#: What 1.4.12 of the guidelines lets a reader set. A constructed sheet, since the policy admits no inline style.
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""

#: A link inside a sentence may be as high as its line; whatever else is pressed is measured, with its label.
TARGETS = f"""() => {{
    {NAME}
    const inline = (element) => getComputedStyle(element).display === "inline";
    const words = (node) => node.nodeType === Node.TEXT_NODE && /[\\p{{L}}\\p{{N}}]/u.test(node.data);
    const sentence = (link) => {{
        let block = link;
        while (inline(block)) block = block.parentElement;
        return link.localName === "a" && block !== link && [...block.childNodes].some(words);
    }};
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].flatMap((element) => {{
        if (!seen(element) || element.matches(".skip")) return [];
        const pressed = element.closest("label") ?? element;
        const box = pressed.getBoundingClientRect();
        const least = sentence(element) ? 20 : 44;
        return box.height + 0.5 < least ? [`${{name(element)}} is ${{Math.round(box.height)}} px high`] : [];
    }});
}}"""

FOCUSED = f"""() => {{
    {NAME}
    const element = document.activeElement;
    if (element === document.body) return null;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const faults = [];
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("has no outline");
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y]));
    const shown = points.some(([x, y]) => {{
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (element.contains(top) || top.contains(element));
    }});
    if (!shown) faults.push("is hidden");
    const place = [...document.querySelectorAll("*")].indexOf(element);
    return [place, faults.map((fault) => `${{name(element)}} ${{fault}}`)];
}}"""


def overflow(page: Page) -> list[str]:
    """What is wider than the window, or cut off inside itself."""
    return page.evaluate(OVERFLOW)


def small_targets(page: Page) -> list[str]:
    """What is hard to press."""
    return page.evaluate(TARGETS)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def space_out(page: Page) -> None:
    page.evaluate(SPACING)


def walk(page: Page, key: str, most: int = 400) -> tuple[int, list[str]]:
    """Press the key (Tab or Shift+Tab) to the end of the page: how many stops, and what is wrong with them."""
    stops, faults = set(), []
    for _ in range(most):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None or focused[0] in stops:
            break
        stops.add(focused[0])
        faults += focused[1]
    return len(stops), faults
