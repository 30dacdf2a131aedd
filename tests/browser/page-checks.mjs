// What is true of every page, at a phone's and a desk's width and in both
// colour schemes: its status, silence in the console, no other host, nothing
// that shifts or sticks out, and no barrier that axe-core finds.

import { firstStatus, profile, resize, watch } from './browser.mjs';
import { shoot } from './screenshots.mjs';

/** The rules of axe-core: WCAG 2.2 A and AA, and what it calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that axe-core leaves out unless named: 7:1 contrast, target size. */
const RULES = {
  'color-contrast-enhanced': { enabled: true },
  'target-size': { enabled: true },
};

/** The brand, by the first of these that a page has. */
const BRANDS = ['header a[rel~="home"]', 'header .brand', 'header a[href]'];

/** Checks one page in one scheme at 360 and at 1440, the width of 768 being a
 *  resize, since two loads are enough to see what shifts. Both loads are in one
 *  tab, which saves starting a process, and without a cache, so that the
 *  second shows late fonts and styles as the first does. */
export async function checkPage({ browser, axe }, options, report, entry, scheme) {
  const context = await profile(browser, { width: 360, scheme });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  for (const width of [360, 1440]) {
    const where = `${entry.kind} ${entry.path} (${width} px, ${scheme})`;
    try {
      await resize(page, width);
      await checkLoad(page, axe, options, report, entry, { where, width, scheme });
    } catch (error) {
      report.check(false, where, 'load', `make the page load: ${firstLine(error)}`);
    }
  }
  await context.close();
}

async function checkLoad(page, axe, options, report, entry, view) {
  const { where, width, scheme } = view;
  const notes = watch(page, options.base);
  const response = await page.goto(options.base + entry.path, { waitUntil: 'load' });
  await settle(page);
  if (options.only.has('pages')) {
    const status = await firstStatus(response);
    report.check(status === entry.status, where, 'status',
      `answers ${status}, the list of pages says ${entry.status}: correct one of them`);
    await checkShift(page, report, where);
    await checkOverflow(page, report, where);
    notes.stop();
    checkNotes(notes, page.url(), entry.status, report, where);
  }
  if (options.only.has('mirror')) await checkMirror(page, report, where, !options.only.has('pages'));
  if (options.only.has('screenshots')) await shoot(page, options.screenshots, entry, width, scheme);
  if (options.only.has('pages')) await checkAxe(page, axe, report, where);
}

/** Waits for fonts and for what loads as one scrolls, so that late arrivals
 *  have had their chance to push the page around. */
async function settle(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
    await document.fonts.ready;
    const root = document.scrollingElement;
    const steps = Math.min(20, Math.ceil(root.scrollHeight / innerHeight));
    for (let step = 1; step <= steps; step += 1) {
      scrollTo({ top: step * innerHeight, behavior: 'instant' });
      await frame();
      await frame();
    }
    scrollTo({ top: 0, behavior: 'instant' });
    await frame();
    await frame();
  });
}

async function checkShift(page, report, where) {
  const shifts = await page.evaluate(() => new Promise((done) => {
    const seen = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const node = entry.sources?.[0]?.node;
        const name = node?.tagName?.toLowerCase() ?? 'unknown';
        const [from, to] = [entry.sources?.[0]?.previousRect, entry.sources?.[0]?.currentRect]
          .map((box) => (box ? `${box.x},${box.y} ${box.width}x${box.height}` : '?'));
        seen.push({ value: entry.value, name: `${name} (${from} to ${to})` });
      }
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(seen), 60);
  }));
  const sum = shifts.reduce((total, shift) => total + shift.value, 0);
  // A thousandth is the finest that Lighthouse reports, and a hundredth of what it calls good: a machine under load may paint a line
  // of the header before its last word has arrived.
  report.check(sum < 0.001, where, 'layout shift',
    () => `is ${sum.toPrecision(2)}: reserve the room of ${names(shifts.map((shift) => shift.name))}`);
}

/** Nothing may scroll sideways: what is wider than the page has a box of its
 *  own to scroll in, or wraps. */
async function checkOverflow(page, report, where) {
  const { over, culprits } = await page.evaluate(() => {
    const root = document.scrollingElement;
    const extra = root.scrollWidth - root.clientWidth;
    const out = extra <= 0 ? [] : [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    return {
      over: extra,
      culprits: out.map((element) =>
        element.tagName.toLowerCase() + (element.id ? `#${element.id}` : '')),
    };
  });
  report.check(over <= 0, where, 'horizontal scrolling',
    () => `is ${over} px wider than the window: let ${names(culprits)} wrap or scroll in a box of its own`);
}

function checkNotes(notes, address, status, report, where) {
  // Chromium reports the page's own error status in the console: that one
  // message is what an error page is meant to cause.
  const said = notes.console.filter((message) =>
    !(status >= 400 && message.at === address && message.text.startsWith('Failed to load resource')));
  report.check(said.length === 0, where, 'console',
    () => `says "${names(said.map((message) => `${message.text} (${message.at})`))}": remove the cause`);
  report.check(notes.errors.length === 0, where, 'page error',
    () => `throws "${names(notes.errors)}": correct the script`);
  report.check(notes.hosts.length === 0, where, 'other hosts',
    () => `asks ${names(notes.hosts)}: serve it from the site itself`);
  report.check(notes.failures.length === 0, where, 'failed request',
    () => `does not get ${names(notes.failures)}: correct the address or serve it`);
}

/** In a right-to-left language the brand is on the right: the layout uses
 *  inline-start and inline-end, never left and right. */
async function checkMirror(page, report, where, overflowToo) {
  if (overflowToo) await checkOverflow(page, report, where);
  const found = await page.evaluate((brands) => {
    if (document.documentElement.dir !== 'rtl') return null;
    const brand = brands.map((each) => document.querySelector(each)).find(Boolean);
    const box = brand?.getBoundingClientRect();
    return { centre: box ? box.left + box.width / 2 : -1, middle: innerWidth / 2 };
  }, BRANDS);
  if (!found) return;
  report.check(found.centre > found.middle, where, 'mirror', () => found.centre < 0
    ? `has no brand: offer one of ${BRANDS.join(', ')}`
    : 'has its brand left of the centre: lay the header out with inline-start and inline-end');
}

async function checkAxe(page, axe, report, where) {
  // The protocol's own evaluation is not subject to the page's content
  // security policy, which therefore stays in force while the page loads.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  await session.detach();
  const violations = await page.evaluate(async ([tags, rules]) => {
    const runOnly = { type: 'tag', values: tags };
    const result = await globalThis.axe.run(document, { runOnly, rules, resultTypes: ['violations'] });
    return result.violations.map((violation) => ({
      id: violation.id,
      help: violation.help,
      targets: violation.nodes.map((node) => node.target.flat().join(' ')),
    }));
  }, [TAGS, RULES]);
  for (const violation of violations) {
    report.check(false, where, `axe ${violation.id}`,
      `${violation.help}: correct ${names(violation.targets)}`);
  }
  if (violations.length === 0) report.check(true, where, 'axe', '');
}

/** The first three of a list, since a line that names fifty is not read. */
function names(list) {
  const unique = [...new Set(list)];
  const more = unique.length > 3 ? ` and ${unique.length - 3} more` : '';
  return unique.slice(0, 3).join(', ') + more;
}

function firstLine(error) {
  return String(error?.message ?? error).split('\n')[0];
}
