/**
 * The width at which a QR code is drawn, in CSS pixels. docs/readability.md has the measurements.
 *
 * Each module is a whole number of device pixels wide, so that no edge is blurred, unless that would
 * cost the QR code more than a twentieth of its width: readers lose more by small modules than by
 * blurred edges. Only modules of about two pixels are better sharp than large.
 *
 * @param units modules along one side, with the quiet zone
 */
export function fitQrCode(tilePx: number, units: number): number {
  // Outline and gap take 12 of 225 pixels, and not more in a larger tile.
  const facePx = Math.max(tilePx - 12, (tilePx * 213) / 225);
  // A server knows no screen.
  const ratio = typeof devicePixelRatio === 'number' ? devicePixelRatio : 1;
  const room = (facePx * ratio) / units;
  const whole = Math.floor(room);
  const acceptableLoss = room < 2.5 ? 0.5 : room / 20;
  return room - whole > acceptableLoss ? facePx : (whole * units) / ratio;
}
