// Checks the running site in a real browser.
//
//   node tests/browser/run.mjs --base http://127.0.0.1:8000 --modules DIR
//     --screenshots DIR [--only pages,screenshots,journeys,mirror]
//     [--languages en,fr]    those of the journeys
//
// DIR of --modules is a folder whose node_modules holds playwright-core and
// axe-core. The pages come from GET {base}/_local/pages:
//   {"pages":[{"kind":"home","language":"en","path":"/en/","status":200},…]}
// with one example of each kind of page in each language, error pages included.
// The journeys need the kinds that PARTS in journeys.mjs names.
//
// The markup must offer (all else is free):
//   a.skip                             first stop of Tab, leads to #main
//   main#main                          the page's own content
//   nav[aria-label]                    every nav, so that they can be told apart
//   nav details > summary              a level of the menu, links in it
//   header a[rel=home] or .brand       the brand, on the right when dir=rtl
//   a[hreflang=LANG]                   the language switch
//   link[rel=alternate][hreflang=LANG] in the head, own language included
//   a[rel=next], a[rel=prev]           older and newer: lists and articles
//   main#main a[href] without rel      the articles in the newsroom's list
//   main article                       on an article's page
//   a[href$=".atom"] or a[type=…]      the feed, on the newsroom's page
//   main form, .faults, [name=…]      a form, what is wrong with it, its fields
//   html[lang], html[dir]              the language, and rtl where it is

import { parseArgs } from 'node:util';
import { Report, inParallel, launch } from './browser.mjs';
import { walk } from './journeys.mjs';
import { checkPage } from './page-checks.mjs';
import { prepare } from './screenshots.mjs';

/** The groups of checks that --only chooses from. */
const GROUPS = ['pages', 'screenshots', 'journeys', 'mirror'];

/** How many pages are open at once: more do not help on two cores. */
const AT_ONCE = 3;

function readOptions() {
  const { values } = parseArgs({
    options: {
      base: { type: 'string' },
      modules: { type: 'string' },
      screenshots: { type: 'string' },
      only: { type: 'string', default: GROUPS.join(',') },
      languages: { type: 'string', default: 'en,fr' },
    },
  });
  const chosen = values.only.split(',').filter(Boolean);
  const unknown = chosen.filter((group) => !GROUPS.includes(group));
  if (unknown.length) throw new Error(`--only knows ${GROUPS.join(', ')}, not ${unknown.join(', ')}`);
  const only = new Set(chosen);
  if (!values.base) throw new Error('say where the site is: --base http://127.0.0.1:8000');
  if (!values.modules) throw new Error('say whose node_modules to use: --modules DIR');
  if (only.has('screenshots') && !values.screenshots) {
    throw new Error('say where screenshots go: --screenshots DIR, or leave them out with --only');
  }
  const languages = values.languages.split(',').filter(Boolean);
  return { ...values, base: values.base.replace(/\/+$/, ''), only, languages };
}

async function listPages(base) {
  const answer = await fetch(`${base}/_local/pages`);
  if (!answer.ok) throw new Error(`${base}/_local/pages answers ${answer.status}: start the site for local use`);
  const { pages } = await answer.json();
  if (!Array.isArray(pages) || pages.length === 0) throw new Error('/_local/pages lists no page');
  return pages;
}

async function main() {
  const options = readOptions();
  const pages = await listPages(options.base);
  const report = new Report();
  if (options.only.has('screenshots')) await prepare(options.screenshots);
  const tools = await launch(options.modules);
  try {
    if (['pages', 'screenshots', 'mirror'].some((group) => options.only.has(group))) {
      const visits = pages.flatMap((entry) => ['light', 'dark'].map((scheme) => ({ entry, scheme })));
      await inParallel(visits, AT_ONCE, ({ entry, scheme }) =>
        checkPage(tools, options, report, entry, scheme));
    }
    if (options.only.has('journeys')) await walk(tools, options, report, pages);
  } finally {
    await tools.browser.close();
  }
  return report.close();
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(String(error?.message ?? error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
