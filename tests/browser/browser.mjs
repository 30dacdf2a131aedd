// One Chromium for the whole run, and what every check needs of it: contexts
// of a given width and colour scheme, and a watch on what a page says and asks.

import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Chromium as Debian installs it; CHROMIUM names another one. */
const EXECUTABLE = process.env.CHROMIUM || '/usr/bin/chromium';

/** No sandbox, since CI runs as root; the others keep Chromium from asking
 *  hosts of its own accord, which would look like the page's requests. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a page may take before its check fails, in milliseconds. */
export const PATIENCE = 15_000;

/** Heights that go with the widths: a phone, a tablet and a desk. */
const HEIGHTS = { 360: 740, 768: 1024, 1440: 900 };

/** Starts the browser with the packages of `modules`/node_modules. */
export async function launch(modules) {
  const require = createRequire(path.resolve(modules, 'resolve.js'));
  const { chromium } = require('playwright-core');
  const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
  return { browser, axe };
}

/** A fresh profile of one width and scheme. Motion is reduced so that a
 *  screenshot or a contrast is never taken in the middle of a transition. */
export async function profile(browser, { width, scheme = 'light', scripts = true }) {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHTS[width] ?? 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    javaScriptEnabled: scripts,
    timezoneId: 'UTC',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** Gives a tab another width, with the height that goes with it. */
export async function resize(page, width) {
  await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
}

/** Notes what `page` says (console, errors) and asks of others than `base`.
 *  Returns the notes; `notes.stop()` ends them, for tools that come after. */
export function watch(page, base) {
  const home = new URL(base).host;
  const notes = { console: [], errors: [], hosts: [], failures: [], stop: () => {} };
  const foreign = (address) => {
    const url = new URL(address);
    const remote = ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol);
    if (remote && url.host !== home) notes.hosts.push(address);
  };
  const listeners = {
    console: (message) =>
      notes.console.push({ text: message.text(), at: message.location().url }),
    pageerror: (error) => notes.errors.push(String(error)),
    request: (request) => foreign(request.url()),
    websocket: (socket) => foreign(socket.url()),
    requestfailed: (request) =>
      notes.failures.push(`${request.url()} (${request.failure()?.errorText})`),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  notes.stop = () => {
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  };
  return notes;
}

/** The status of the first answer, before any redirection that followed. */
export async function firstStatus(response) {
  let request = response.request();
  while (request.redirectedFrom()) request = request.redirectedFrom();
  const first = await request.response();
  return first ? first.status() : 0;
}

/** Goes through `items` with at most `width` of them at once. */
export async function inParallel(items, width, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Counts checks and says in one line what failed and what to do about it. */
export class Report {
  passed = 0;
  failed = 0;

  /** One check: `where` is a page, `advice` what to do when it is not `good`. */
  check(good, where, name, advice) {
    if (good) {
      this.passed += 1;
    } else {
      this.failed += 1;
      const line = typeof advice === 'function' ? advice() : advice;
      console.log(`${where}: ${name}: ${line}`.replace(/\s+/g, ' '));
    }
    return Boolean(good);
  }

  /** The closing line that a test runner reads. */
  close() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
