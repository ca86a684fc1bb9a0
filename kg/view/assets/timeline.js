// Stub.
export function makeTimeline(app, host) {
  return () => {};
}
