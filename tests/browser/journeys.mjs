// Walks through the site without JavaScript and by keyboard only, in each
// language. See run.mjs for the selectors that the markup must offer.

import { profile } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';

/** Which kind in the list of pages plays which part. */
const PARTS = {
  home: (entry) => entry.kind === 'home',
  newsroom: (entry) => entry.kind === 'newsroom',
  article: (entry) => entry.kind === 'article',
  year: (entry) => entry.kind === 'year',
  topics: (entry) => entry.kind === 'topics',
  topic: (entry) => entry.kind === 'topic',
  opportunities: (entry) => entry.kind === 'opportunities',
  listing: (entry) => entry.kind === 'topic-list',
  calls: (entry) => entry.kind === 'calls',
  call: (entry) => entry.kind === 'call',
  sitemap: (entry) => entry.kind === 'site-map',
  section: (entry) => entry.kind === 'section',
  deep: (entry) => entry.kind === 'section-deep',
  missing: (entry) => entry.kind === 'not-found',
  contact: (entry) => entry.kind === 'contact',
  format: (entry) => entry.kind === 'accessible-format',
  sent: (entry) => entry.kind === 'sent',
};

/** What the address of an article looks like, from the one that is listed:
 *  numbers vary, the last part is a name, the rest stays. */
function shapeOf(path) {
  const parts = path.split('/').filter(Boolean);
  const shape = parts.map((part, place) => {
    if (/^[0-9]+$/.test(part)) return '[0-9]+';
    if (place === parts.length - 1) return '(?![0-9]+/?$)[^/.]+';
    return part.replace(/[^A-Za-z0-9_-]/g, '.');
  });
  return `^/${shape.join('/')}/?$`;
}

/** Every journey in every language that people read the site in. */
export async function walk({ browser }, options, report, pages) {
  for (const language of options.languages) {
    const parts = {};
    for (const [part, belongs] of Object.entries(PARTS)) {
      parts[part] = pages.find((entry) => entry.language === language && belongs(entry));
      report.check(parts[part], `journeys ${language}`, `a page for "${part}"`,
        `list one in /_local/pages, or name its kind in journeys.mjs`);
    }
    for (const [name, needs, journey, width] of JOURNEYS) {
      if (!needs.every((part) => parts[part])) continue;
      const context = await profile(browser, { width, scripts: false });
      const reader = new Keyboard(await context.newPage(), options.base);
      const where = `journey "${name}" ${language} (${width} px)`;
      const say = (good, step, advice) => report.check(good, where, step, advice);
      try {
        await journey(reader, parts, say, language);
      } catch (error) {
        say(false, 'journey', `breaks off: ${String(error?.message ?? error).split('\n')[0]}`);
      } finally {
        await context.close();
      }
    }
  }
}

async function skip(reader, { home }, say) {
  const { page } = reader;
  await reader.visit(home.path);
  await page.keyboard.press('Tab');
  const first = await reader.focus('a.skip');
  if (!say(first.matches, 'first stop', 'make the skip link (a.skip) the first thing that Tab reaches')) return;
  await page.keyboard.press('Enter');
  const target = await page.evaluate(() => document.querySelector(':target')?.id);
  say(target === 'main', 'skip link', 'let a.skip lead to #main');
  await page.keyboard.press('Tab');
  const next = await reader.focus('main#main, main#main *');
  const still = await page.evaluate(() => !document.querySelector('main#main :is(a[href], button, input, summary)'));
  say(next.matches || still, 'after the skip link', 'make Tab go on inside main#main');
  await reader.visit(home.path);
  const { unseen, stops } = await reader.unseenStops(150);
  say(unseen.length === 0, 'visible focus',
    () => `cannot be seen on ${unseen.slice(0, 3).join(', ')} of ${stops} stops: give :focus-visible an outline, in the window`);
}

async function menu(reader, { home }, say) {
  const { page } = reader;
  await reader.visit(home.path);
  if (!say(await reader.reach('nav details > summary'), 'menu', 'offer a nav with details > summary that Tab reaches')) return;
  const open = () => page.evaluate(() => document.activeElement.closest('details')?.open);
  await page.keyboard.press('Enter');
  say(await open(), 'Enter', 'let Enter on the summary open its details');
  await page.keyboard.press('Space');
  say(!(await open()), 'Space', 'let Space on the summary close its details');
  await page.keyboard.press('Enter');
  const status = await reader.follow('nav details[open] a[href]:not([href^="#"])');
  say(status === 200, 'link in the menu', `answers ${status}: let the first link of the open level lead to a page`);
}

async function news(reader, { home, newsroom, article }, say) {
  const { page } = reader;
  await reader.visit(home.path);
  const there = await reader.follow(`a[href="${newsroom.path}"]`);
  if (!say(there === 200, 'newsroom', `answers ${there}: link from home to ${newsroom.path}`)) return;
  const older = await reader.follow('a[rel~="next"]');
  if (say(older === 200, 'older news', `answers ${older}: offer a[rel=next] to the older part of the list`)) {
    const newer = await reader.follow('a[rel~="prev"]');
    say(newer === 200 && reader.at() === newsroom.path, 'back to newer news',
      () => `leads to ${reader.at()}: let a[rel=prev] lead back to ${newsroom.path}`);
  }
  await reader.visit(newsroom.path);
  const listed = await page.evaluate((shape) => [...document.querySelectorAll('main#main a[href]')]
    .filter((link) => !link.rel && !link.hreflang && new RegExp(shape).test(link.pathname))
    .map((link) => link.getAttribute('href'))[0], shapeOf(article.path));
  let read = listed ? await reader.follow(`main#main a[href="${listed}"]`) : 0;
  const isArticle = read === 200 && await page.evaluate(() => Boolean(document.querySelector('main article')));
  say(isArticle, 'an article', () => `is not what ${reader.at()} is: link from the list in main#main to pages with main article`);
  await reader.visit(article.path);
  const onward = await page.evaluate(() => document.querySelector('a[rel~="next"]') ? 'next' : 'prev');
  read = await reader.follow(`a[rel~="${onward}"]`);
  if (!say(read === 200 && reader.at() !== article.path, `${onward} article`, `answers ${read}: offer a[rel=next] or a[rel=prev] on articles`)) return;
  const back = onward === 'next' ? 'prev' : 'next';
  read = await reader.follow(`a[rel~="${back}"]`);
  say(read === 200 && reader.at() === article.path, `${back} article`,
    () => `leads to ${reader.at()}: let a[rel=${back}] lead back to ${article.path}`);
}

/** The addresses that a page's head names for each language, as paths. */
function alternates(page) {
  return page.evaluate(() => Object.fromEntries(
    [...document.querySelectorAll('link[rel~="alternate"][hreflang]')]
      .map((link) => [link.hreflang, new URL(link.href).pathname]),
  ));
}

async function languages(reader, { article }, say, language) {
  const { page } = reader;
  await reader.visit(article.path);
  const here = await alternates(page);
  const other = Object.keys(here).find((each) => each !== language && each !== 'x-default');
  if (!say(other, 'other language', `list an article that has one, with link[rel=alternate][hreflang] for ${language} and it`)) return;
  say(here[language] === article.path, 'own alternate', `let link[hreflang=${language}] name ${article.path} itself`);
  const status = await reader.follow(`a[hreflang="${other}"]`);
  if (!say(status === 200 && reader.at() === here[other], `switch to ${other}`,
    () => `leads to ${reader.at()} (${status}): let a[hreflang=${other}] lead to ${here[other]}`)) return;
  const spoken = await page.evaluate(() => document.documentElement.lang);
  say(spoken.split('-')[0] === other.split('-')[0], 'lang', `is "${spoken}" on ${here[other]}: say ${other} on html`);
  const there = await alternates(page);
  say(there[language] === article.path && there[other] === here[other], 'hreflang pair',
    `is not mutual: let ${here[other]} name the same two alternates as ${article.path}`);
  const back = await reader.follow(`a[hreflang="${language}"]`);
  say(back === 200 && reader.at() === article.path, `back to ${language}`,
    () => `leads to ${reader.at()} (${back}): let a[hreflang=${language}] lead to ${article.path}`);
}

async function archive(reader, { newsroom, year }, say) {
  await reader.visit(newsroom.path);
  const status = await reader.follow(`a[href="${year.path}"]`);
  say(status === 200 && reader.at() === year.path, 'a year', `answers ${status}: link from ${newsroom.path} to ${year.path}`);
  await reader.visit(newsroom.path);
  const feeds = 'a[href$=".atom"], a[href$="feed.json"], a[type="application/atom+xml"], a[type="application/feed+json"]';
  if (!say(await reader.reach(feeds), 'feed link', `offer a link to the feed on ${newsroom.path}`)) return;
  const address = await reader.page.evaluate(() => document.activeElement.href);
  const path = new URL(address).pathname;
  const answer = await reader.page.request.get(reader.base + path);
  const type = answer.headers()['content-type'] ?? '';
  say(answer.status() === 200 && /(atom|feed)\+(xml|json)/.test(type), 'feed',
    `${path} answers ${answer.status()} as "${type}": serve it as application/atom+xml or application/feed+json`);
}

/** Somebody who cares for one subject: from the menu to the topic, its news, and back by the article's own links. */
async function subject(reader, { home, topics, topic }, say) {
  await reader.visit(home.path);
  const index = await reader.follow(`nav a[href="${topics.path}"]`);
  if (!say(index === 200 && reader.at() === topics.path, 'topics', `answers ${index}: lead from the menu to ${topics.path}`)) return;
  const there = await reader.follow(`main#main a[href="${topic.path}"]`);
  if (!say(there === 200, 'a topic', `answers ${there}: list ${topic.path} on ${topics.path}`)) return;
  const read = await reader.follow('main#main ol a[href]');
  if (!say(read === 200, 'its news', `answers ${read}: list the news of a topic on ${topic.path}`)) return;
  const back = await reader.follow(`main#main a[href="${topic.path}"]`);
  say(back === 200 && reader.at() === topic.path, 'back to the topic', () => `leads to ${reader.at()}: link from an article to its topics`);
}

/** Somebody who wants all news on one subject: from all topics to the topic, to its section that lists them, and to the newest. */
async function listing(reader, { topics, listing }, say) {
  const topic = new URL('../', `https://x${listing.path}`).pathname;
  await reader.visit(topics.path);
  const above = await reader.follow(`main#main a[href="${topic}"]`);
  if (!say(above === 200, 'a topic', `answers ${above}: list ${topic} on ${topics.path}`)) return;
  const there = await reader.follow(`main#main nav a[href="${listing.path}"]`);
  if (!say(there === 200, 'its section', `answers ${there}: lead from ${topic} to ${listing.path}`)) return;
  const current = await reader.page.evaluate(() => document.querySelector('main#main nav [aria-current="page"]') !== null);
  say(current, 'where one is', `is not said on ${listing.path}: mark it with aria-current="page"`);
  const read = await reader.follow('main#main ol a[href]');
  say(read === 200, 'its news', `answers ${read}: list the news of the topic on ${listing.path}`);
}

/** Somebody who looks for a call: from the home page to all areas, to the calls, to one, its deadline, and back up. */
async function applicant(reader, { home, opportunities, calls, call }, say) {
  const { page } = reader;
  await reader.visit(home.path);
  const all = await reader.follow(`main#main a[href="${opportunities.path}"]`);
  if (!say(all === 200, 'all areas', `answers ${all}: lead from the calls of ${home.path} to ${opportunities.path}`)) return;
  const area = await reader.follow(`main#main a[href="${calls.path}"]`);
  if (!say(area === 200, 'all calls', `answers ${area}: list ${calls.path} on ${opportunities.path}`)) return;
  const one = await reader.follow(`main#main a[href="${call.path}"]`);
  if (!say(one === 200, 'a call', `answers ${one}: list ${call.path} on ${calls.path}`)) return;
  const deadline = await page.evaluate(() => document.querySelector('main#main time[datetime]')?.dateTime);
  say(deadline, 'its deadline', `is missing on ${call.path}: name it in a time element`);
  const up = await reader.follow(`nav a[href="${calls.path}"]`);
  say(up === 200 && reader.at() === calls.path, 'back to all calls', () => `leads to ${reader.at()}: name ${calls.path} in the breadcrumb`);
}

/** Somebody who is lost in the tree: from the site map to a section, to a page below it, and up by the breadcrumb. */
async function tree(reader, { home, sitemap, section, deep }, say) {
  await reader.visit(home.path);
  const map = await reader.follow(`nav a[href="${sitemap.path}"]`);
  if (!say(map === 200, 'site map', `answers ${map}: lead from every page to ${sitemap.path}`)) return;
  const top = await reader.follow(`main#main a[href="${section.path}"]`);
  if (!say(top === 200, 'a section', `answers ${top}: list ${section.path} on ${sitemap.path}`)) return;
  const below = await reader.follow(`main#main a[href="${deep.path}"]`);
  if (!say(below === 200, 'a page below it', `answers ${below}: list ${deep.path} on ${section.path}`)) return;
  const current = await reader.page.evaluate(() => document.querySelector('nav [aria-current="page"]') !== null);
  say(current, 'where one is', `is not said on ${deep.path}: mark it with aria-current="page"`);
  const up = await reader.follow(`nav a[href="${section.path}"]`);
  say(up === 200 && reader.at() === section.path, 'up', () => `leads to ${reader.at()}: name ${section.path} in the breadcrumb`);
}

async function lost(reader, { missing }, say) {
  const status = await reader.visit(missing.path);
  say(status === 404, 'status', `is ${status}: answer 404 for ${missing.path}`);
  const onward = await reader.follow('main#main a[href]:not([href^="#"])');
  say(onward === 200, 'ways on', `answers ${onward}: offer links to existing pages in main#main`);
}

/** What stands in a field of a form. */
function entered(page, name) {
  return page.evaluate((field) => document.querySelector(`[name="${field}"]`)?.value, name);
}

/** Reaches a field and writes into it. */
async function fill(reader, selector, text) {
  const there = await reader.reach(selector);
  if (there) await reader.page.keyboard.type(text);
  return there;
}

/** Somebody who writes in a hurry: sends too little, is told what is missing, mends it, sends it, and loads the answer anew. */
async function letter(reader, { home, contact, sent }, say) {
  const { page } = reader;
  await reader.visit(home.path);
  const there = await reader.follow(`a[href="${contact.path}"]`);
  if (!say(there === 200, 'the form', `answers ${there}: lead from ${home.path} to ${contact.path}`)) return;
  const text = 'Line one <b>&"';
  if (!say(await fill(reader, 'textarea[name="text"]', text), 'the text', 'offer a textarea named text')) return;
  const status = (await reader.reach('main#main form button')) ? await reader.enter() : 0;
  if (!say(status === 422, 'too little', `answers ${status}: answer 422 for a form without an address`)) return;
  const summary = await reader.focus('.faults');
  say(summary.matches, 'the summary of faults', 'let the summary have the focus when the page is loaded (autofocus)');
  say(await entered(page, 'text') === text, 'the text', 'is not what was written: keep it');
  say((await page.title()).match(/^(Error|Erreur)/), 'the title', 'does not say that something is wrong');
  if (!say(await reader.reach('.faults a[href="#email"]'), 'a fault', 'link from the summary to the field that it speaks of')) return;
  await page.keyboard.press('Enter');
  const field = await reader.focus('input[name="email"]');
  if (!say(field.matches, 'the field', 'is not where the link leads: give the field the id that the link names')) return;
  await page.keyboard.type('reader@post.example');
  if (!say(await fill(reader, 'input[name="subject"]', 'A question'), 'the subject', 'offer a field named subject')) return;
  // Nobody fills a form in within two seconds; a machine that walks has to wait for them.
  await page.waitForTimeout(2_100);
  const taken = (await reader.reach('main#main form button')) ? await reader.enter() : 0;
  if (!say(taken === 200 && reader.at() === sent.path, 'sent', () => `answers ${taken} at ${reader.at()}: lead to ${sent.path}`)) return;
  const again = await page.reload({ waitUntil: 'load' });
  say(again.status() === 200 && again.request().method() === 'GET', 'loaded anew', 'sends the form again: lead there with 303');
}

/** Somebody who cannot read a document as it is: the form knows which, and keeps what was chosen. */
async function format(reader, { home, format: form }, say) {
  const { page } = reader;
  const named = `${form.path}?document=${encodeURIComponent(home.path)}`;
  const there = await reader.visit(named);
  if (!say(there === 200 && await entered(page, 'document') === home.path, 'the document', `is not filled in at ${named}`)) return;
  if (!say(await reader.reach('input[type="radio"][name="format"]'), 'formats', 'offer them as radio buttons named format')) return;
  await page.keyboard.press('Space');
  const chosen = await page.evaluate(() => document.activeElement.value);
  const status = (await reader.reach('main#main form button')) ? await reader.enter() : 0;
  const kept = await page.evaluate(() => document.querySelector('input[name="format"]:checked')?.value);
  say(status === 422 && kept === chosen, 'what was chosen', `is ${kept} and not ${chosen}, with ${status}: keep it and answer 422`);
}

/** Name, the parts it needs, the journey, and the window's width. */
const JOURNEYS = [
  ['skip link', ['home'], skip, 1440],
  ['skip link', ['home'], skip, 360],
  ['menu', ['home'], menu, 1440],
  ['menu', ['home'], menu, 360],
  ['news', ['home', 'newsroom', 'article'], news, 1440],
  ['languages', ['article'], languages, 1440],
  ['year and feed', ['newsroom', 'year'], archive, 1440],
  ['a subject', ['home', 'topics', 'topic'], subject, 1440],
  ['a subject', ['home', 'topics', 'topic'], subject, 360],
  ['a section', ['topics', 'listing'], listing, 360],
  ['an applicant', ['home', 'opportunities', 'calls', 'call'], applicant, 1440],
  ['the tree', ['home', 'sitemap', 'section', 'deep'], tree, 1440],
  ['nothing there', ['missing'], lost, 1440],
  ['a letter', ['home', 'contact', 'sent'], letter, 1440],
  ['a letter', ['home', 'contact', 'sent'], letter, 360],
  ['another format', ['home', 'format'], format, 1440],
];
