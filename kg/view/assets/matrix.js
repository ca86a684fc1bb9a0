// Stub.
export function makeMatrix(app, host) {
  return () => {};
}
