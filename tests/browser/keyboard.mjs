// A reader who has only a keyboard, in a browser without JavaScript: what the
// journeys are walked with.

import { PATIENCE } from './browser.mjs';

/** More stops than any page has: past it Tab is going round in circles. */
const MOST_STOPS = 600;

/** What says how an element looks, to see whether focus changes it. */
const LOOKS = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor',
  'borderWidth', 'backgroundColor', 'color', 'textDecorationLine', 'textDecorationThickness'];

export class Keyboard {
  constructor(page, base) {
    this.page = page;
    this.base = base;
  }

  /** Opens an address as typed into the browser; answers the status. */
  async visit(path) {
    const response = await this.page.goto(this.base + path, { waitUntil: 'load' });
    return response.status();
  }

  /** The path that the reader is at. */
  at() {
    return new URL(this.page.url()).pathname;
  }

  /** Presses Tab until focus is on something that `selector` matches, opening
   *  the folded parts on the way that hold such a thing. */
  async reach(selector) {
    const stops = new Set();
    for (let count = 0; count < MOST_STOPS; count += 1) {
      await this.page.keyboard.press('Tab');
      const stop = await this.focus(selector);
      if (stop.matches) return true;
      if (stop.number >= 0 && stops.has(stop.number)) return false;
      stops.add(stop.number);
      if (stop.folds) await this.page.keyboard.press('Enter');
    }
    return false;
  }

  /** What has the focus: its place in the page, whether `selector` matches it,
   *  and whether it is a closed <summary> in front of what does. */
  async focus(selector) {
    return this.page.evaluate((wanted) => {
      const active = document.activeElement;
      if (!active || active === document.body) return { number: -1, matches: false, folds: false };
      const box = active.matches('summary') ? active.closest('details') : null;
      return {
        number: [...document.querySelectorAll('*')].indexOf(active),
        matches: active.matches(wanted),
        folds: Boolean(box && !box.open && box.querySelector(wanted)),
      };
    }, selector);
  }

  /** Reaches a link and follows it with Enter; answers the status of where it
   *  leads, 0 when it cannot be reached or leads nowhere. */
  async follow(selector) {
    if (!(await this.reach(selector))) return 0;
    return this.enter();
  }

  /** Presses Enter on a link and waits for the page behind it. */
  async enter() {
    const main = this.page.mainFrame();
    const arrival = this.page.waitForResponse(
      (response) => response.request().isNavigationRequest() && response.frame() === main
        && (response.status() < 300 || response.status() >= 400),
      { timeout: PATIENCE },
    ).catch(() => null);
    const loaded = this.page.waitForEvent('load', { timeout: PATIENCE }).catch(() => null);
    await this.page.keyboard.press('Enter');
    const response = await arrival;
    if (response) await loaded;
    return response ? response.status() : 0;
  }

  /** Goes once through the stops of the page and answers those where focus
   *  cannot be seen: off the window, without a size, or looking no different. */
  async unseenStops(most) {
    const unseen = [];
    const seen = new Set();
    let before = null;
    for (let count = 0; count <= most; count += 1) {
      await this.page.keyboard.press('Tab');
      const handle = await this.page.evaluateHandle(() => document.activeElement);
      if (before) {
        const after = await before.handle.evaluate(looks, LOOKS);
        if (!before.look.visible || before.look.style === after.style) unseen.push(before.look.name);
      }
      const look = await handle.evaluate(looks, LOOKS);
      if (look.number < 0 || seen.has(look.number) || look.name === 'body') break;
      seen.add(look.number);
      before = { handle, look };
    }
    return { unseen, stops: seen.size };
  }
}

/** Runs in the page: how an element looks and whether it is in the window. */
function looks(element, properties) {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const label = (element.textContent ?? '').trim().slice(0, 30);
  return {
    number: [...document.querySelectorAll('*')].indexOf(element),
    name: element === document.body ? 'body' : `${element.tagName.toLowerCase()} "${label}"`,
    style: properties.map((property) => style[property]).join('|'),
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}
