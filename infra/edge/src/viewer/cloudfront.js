// The module `cloudfront` as far as functions for viewer requests know it: key-value stores. The edge gives `find`, which
// knows the entries, and takes it away again from scripts that do not ask this module.
const { find, stored } = globalThis;
delete globalThis.find;
delete globalThis.stored;

// Most addresses are no old ones, so this is thrown for nearly every request: made once, it costs no trace of the stack.
const MISSING = new Error('the key-value store has no such key');

function kvs() {
  if (!stored) {
    throw new Error('no key-value store is associated with the function');
  }
  return {
    get: async (key, options) => {
      const value = find(String(key));
      if (value === undefined) {
        throw MISSING;
      }
      return options !== undefined && options.format === 'json' ? JSON.parse(value) : value;
    },
    exists: async (key) => find(String(key)) !== undefined,
  };
}

export default { kvs };
