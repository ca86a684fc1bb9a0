// Longitude and latitude to the screen and back: equirectangular about a middle latitude, with pan and zoom by pointer.

/** A camera over the plate carrée, scaled at its middle so that shapes there are true. */
export function makeCamera(box) {
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const squeeze = Math.cos((middle[1] * Math.PI) / 180);
  return {
    longitude: middle[0],
    latitude: middle[1],
    scale: 1, // pixels for a degree of latitude
    frame: [1, 1],
    screen(longitude, latitude) {
      return [
        this.frame[0] / 2 + (longitude - this.longitude) * squeeze * this.scale,
        this.frame[1] / 2 - (latitude - this.latitude) * this.scale,
      ];
    },
    degrees(x, y) {
      return [
        this.longitude + (x - this.frame[0] / 2) / (squeeze * this.scale),
        this.latitude - (y - this.frame[1] / 2) / this.scale,
      ];
    },
    fit() {
      const [width, height] = this.frame;
      const wide = Math.max((box[2] - box[0]) * squeeze, 0.2);
      const high = Math.max(box[3] - box[1], 0.2);
      [this.longitude, this.latitude] = middle;
      this.scale = Math.min((width - 120) / wide, (height - 130) / high);
    },
    /** Zooms by `factor` about a point of the screen, which stays where it is. */
    zoom(factor, x = this.frame[0] / 2, y = this.frame[1] / 2) {
      const [longitude, latitude] = this.degrees(x, y);
      this.scale = Math.min(40000, Math.max(2, this.scale * factor));
      const [nowX, nowY] = this.screen(longitude, latitude);
      this.pan(x - nowX, y - nowY);
    },
    pan(dx, dy) {
      this.longitude -= dx / (squeeze * this.scale);
      this.latitude = Math.min(85, Math.max(-85, this.latitude + dy / this.scale));
    },
  };
}

/** Lets mouse, wheel and fingers move a camera on `surface`; `moved` is called after each move. */
export function steer(surface, camera, moved) {
  const fingers = new Map();
  let travelled = 0;
  surface.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { left, top } = surface.getBoundingClientRect();
      camera.zoom(
        Math.exp(-event.deltaY * (event.deltaMode ? 0.03 : 0.0016)),
        event.clientX - left,
        event.clientY - top,
      );
      moved();
    },
    { passive: false },
  );
  surface.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 1) travelled = 0;
  });
  surface.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const here = [event.clientX, event.clientY];
    const [dx, dy] = [here[0] - last[0], here[1] - last[1]];
    travelled += Math.abs(dx) + Math.abs(dy);
    // a press that hardly moves is a click on what lies below
    if (travelled < 5) return;
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const before = Math.hypot(last[0] - other[0], last[1] - other[1]);
      const after = Math.hypot(here[0] - other[0], here[1] - other[1]);
      const { left, top } = surface.getBoundingClientRect();
      camera.pan(dx / 2, dy / 2);
      if (before > 0) camera.zoom(after / before, (here[0] + other[0]) / 2 - left, (here[1] + other[1]) / 2 - top);
    } else {
      if (!surface.hasPointerCapture(event.pointerId)) surface.setPointerCapture(event.pointerId);
      camera.pan(dx, dy);
    }
    fingers.set(event.pointerId, here);
    moved();
  });
  for (const name of ["pointerup", "pointercancel"])
    surface.addEventListener(name, (event) => fingers.delete(event.pointerId));
  // the click that ends a drag is not a click
  surface.addEventListener("click", (event) => travelled >= 5 && event.stopPropagation(), true);
}

/** Whole steps of degrees that give about six lines over a span. */
export function gridStep(span) {
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30].find((step) => span / step <= 7) ?? 45;
}
