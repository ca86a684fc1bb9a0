// Stub.
export function makeTable(app, host) {
  return () => {};
}
