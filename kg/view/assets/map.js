// Stub.
export function makeMap(app, host) {
  return () => {};
}
