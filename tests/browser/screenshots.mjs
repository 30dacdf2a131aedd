// Screenshots of whole pages, for people who look at what changed: one file
// for each kind of page, language, width and colour scheme.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { resize } from './browser.mjs';

/** Makes the folder that the screenshots go to. */
export async function prepare(folder) {
  await mkdir(folder, { recursive: true });
}

/** The name of a screenshot: KIND-LANG-WIDTH-SCHEME.png. */
export function fileName(entry, width, scheme) {
  const plain = (text) => String(text).replace(/[^A-Za-z0-9_-]+/g, '-');
  return `${plain(entry.kind)}-${plain(entry.language)}-${width}-${scheme}.png`;
}

/** Takes the page as it is loaded; from the width of 1440 also that of 768,
 *  by resizing, which is a good deal faster than loading the page again. */
export async function shoot(page, folder, entry, width, scheme) {
  await take(page, folder, entry, width, scheme);
  if (width !== 1440) return;
  await resize(page, 768);
  await take(page, folder, entry, 768, scheme);
  await resize(page, width);
}

async function take(page, folder, entry, width, scheme) {
  await page.screenshot({
    path: path.join(folder, fileName(entry, width, scheme)),
    fullPage: true,
    animations: 'disabled',
    caret: 'hide',
  });
}
