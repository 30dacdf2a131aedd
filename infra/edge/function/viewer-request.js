import cf from 'cloudfront';

// What every request meets first, before cache and functions. template.yaml holds this very text, and the laptop's edge
// runs it too. It says where an address leads and nothing about a page, so whatever it cannot read, or whatever the
// key-value store does not tell, goes on to the function that answers the address. docs/decisions/0018 has the reasons.
//
// The store's entries: `languages` ("en,fr", the default first), `host` (the site's own), and old addresses: key a path
// in lower case without a slash at its end, value the new path or an https address.

// Addresses (regular expressions) whose query makes another page: a form that a link fills in, which no cache keeps.
const ANOTHER_FORMAT = /^\/[a-z-]+\/contact\/accessible-format\/$/;
const WITH_QUERY = [ANOTHER_FORMAT];

// The browser may remember a way for an hour: a mistake in the store is not there for ever.
const MOVED = 'public, max-age=3600';
// As the functions send it: the first answer that a visitor sees is often one of these.
const SECURITY = 'max-age=63072000; includeSubDomains';

// An address as we write them, in any case of letters. Escapes, other alphabets and backslashes are not among them: the
// function knows what they mean, and here they could become another host's address, or a header.
const PLAIN = /^\/[A-Za-z0-9._~!$&'()*+,;=:@\/-]{0,1023}$/;
const PICTURE = /^\/media\/pictures\/[A-Za-z0-9._\/-]+$/;
const IN_LANGUAGE = /^\/([a-z]{2,3}|[a-z]{2}-[a-z]{2})(\/|$)/;
// An article or an event; what stands there without a letter is a month.
const LEAF = /^\/[^\/]+\/(news|events)\/[0-9]{4}\/[^\/]*[a-z][^\/]*$/;
const TAG = /^([a-z]{2,3}|[a-z]{2}-[a-z]{2})$/;
const HOST = /^[a-z0-9.-]{1,253}$/;
// Where an old address may lead: below our own host, or to a host that is named.
const LOCAL = /^\/([!-.0-\[\]-~][!-\[\]-~]*)?$/;
const ABROAD = /^https:\/\/[a-z0-9.-]+(:[0-9]+)?(\/[!-\[\]-~]*)?$/;
// Bytes of a key, and of a value, at most.
const LONGEST_KEY = 512;
const LONGEST_VALUE = 1000;

async function handler(event) {
  const request = event.request;
  const path = request.uri;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return request;
  }
  let to = spelled(path);
  if (to === path && isFile(path)) {
    // Keys in the bucket of pictures have no /media before them.
    if (PICTURE.test(path) && !isCrooked(path)) {
      request.uri = path.slice('/media'.length);
    }
    return request;
  }
  const name = key(to);
  let moved;
  if (name !== '' && name.length <= LONGEST_KEY) {
    moved = await entry(name);
  }
  if (moved !== undefined && moved.length <= LONGEST_VALUE) {
    if (ABROAD.test(moved)) {
      return redirect(301, moved, MOVED);
    }
    if (LOCAL.test(moved)) {
      to = spelled(moved);
    }
  }
  const own = await entry('host');
  const elsewhere = own !== undefined && HOST.test(own) && own !== hostOf(request);
  const base = elsewhere ? 'https://' + own : '';
  if (to === '/') {
    const languages = await entry('languages');
    const language = preferred(request, languages === undefined ? [] : languages.split(',', 32));
    if (language !== undefined) {
      return redirect(302, base + '/' + language + '/', 'no-store');
    }
  }
  if (elsewhere || to !== path) {
    return redirect(301, base + to, MOVED);
  }
  if (!keepsQuery(path)) {
    request.querystring = {};
  }
  return request;
}

function keepsQuery(path) {
  for (let i = 0; i < WITH_QUERY.length; i += 1) {
    if (WITH_QUERY[i].test(path)) {
      return true;
    }
  }
  return false;
}

// An entry of the store, or undefined: a store that is missing, empty or out of order stops nobody. Space around it is
// taken off: whoever writes an entry easily ends it with a line break, which some engines let a pattern's end pass over.
async function entry(name) {
  let value;
  try {
    const store = cf.kvs();
    value = await store.get(name);
  } catch (missing) {
    value = undefined;
  }
  return typeof value === 'string' ? value.trim() : undefined;
}

// The one spelling of an address, by the same rules as web::route.
function spelled(path) {
  if (!PLAIN.test(path)) {
    return path;
  }
  const straight = isCrooked(path) ? straightened(path) : path;
  // Names in buckets are made by machines, so there is only one spelling of them, and others are not found there.
  if (isFile(straight)) {
    return isFile(path) ? path : straight;
  }
  const lower = straight.toLowerCase();
  const bare = withoutEnd(lower);
  if (bare === '') {
    return '/';
  }
  if (lower.startsWith('/pictures/')) {
    // What the bucket calls a picture is no address: the cache would give it here without the headers of files.
    return '/media' + lower;
  }
  if (bare.indexOf('.', bare.lastIndexOf('/')) > 0) {
    return bare;
  }
  if (!IN_LANGUAGE.test(bare)) {
    return lower;
  }
  return (bare.indexOf('/news/') > 0 || bare.indexOf('/events/') > 0) && LEAF.test(bare) ? bare : bare + '/';
}

// Whether a bucket answers.
function isFile(path) {
  return path.startsWith('/assets/') || path.startsWith('/media/');
}

// Whether there may be repeated slashes or dot segments.
function isCrooked(path) {
  return path.indexOf('//') >= 0 || path.indexOf('/.') >= 0;
}

// Without them.
function straightened(path) {
  const parts = path.split('/');
  const kept = [];
  for (let i = 1; i < parts.length; i += 1) {
    if (parts[i] === '..') {
      kept.pop();
    } else if (parts[i] !== '' && parts[i] !== '.') {
      kept.push(parts[i]);
    }
  }
  const last = parts[parts.length - 1];
  const folder = kept.length > 0 && (last === '' || last === '.' || last === '..');
  return '/' + kept.join('/') + (folder ? '/' : '');
}

function withoutEnd(path) {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

// Under which key the store has an address. That of `/` would be empty, and buckets have no old ones: neither is asked for.
function key(path) {
  return isFile(path) ? '' : withoutEnd(path).toLowerCase();
}

// The host that was asked, without a port.
function hostOf(request) {
  const host = request.headers.host;
  return host === undefined ? '' : host.value.split(':', 1)[0].toLowerCase();
}

// The language that the reader prefers (RFC 9110, 12.5.4): the highest quality counts, then the order; else the first.
function preferred(request, languages) {
  const offered = [];
  for (let i = 0; i < languages.length; i += 1) {
    const tag = languages[i].trim();
    if (TAG.test(tag)) {
      offered.push(tag);
    }
  }
  const header = request.headers['accept-language'];
  // Nobody prefers more than twenty, whatever a header says.
  const parts = header === undefined ? [] : header.value.split(',', 20);
  let best = offered[0];
  let highest = 0;
  for (let i = 0; i < parts.length; i += 1) {
    const end = parts[i].indexOf(';');
    const quality = end < 0 ? 1 : qualityOf(parts[i].slice(end + 1).trim());
    const tag = (end < 0 ? parts[i] : parts[i].slice(0, end)).trim().toLowerCase();
    const found = offered.indexOf(tag) >= 0 ? tag : tag.split('-', 1)[0];
    if (quality > highest && offered.indexOf(found) >= 0) {
      best = found;
      highest = quality;
    }
  }
  return best;
}

// How much a language is wanted: nothing is said of most, and what cannot be read counts as not at all.
function qualityOf(parameters) {
  if (parameters.indexOf('q=') !== 0) {
    return 1;
  }
  const number = parameters.slice(2);
  return /^[0-9]{0,3}(\.[0-9]{0,3})?$/.test(number) && /[0-9]/.test(number) ? Math.min(Number(number), 1) : 0;
}

function redirect(status, to, kept) {
  return {
    statusCode: status,
    statusDescription: status === 301 ? 'Moved Permanently' : 'Found',
    headers: {
      'location': { value: to },
      'cache-control': { value: kept },
      'strict-transport-security': { value: SECURITY },
    },
  };
}
