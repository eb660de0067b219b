/** Runs in the page before its own scripts, and records when the QR code is drawn. */

export interface FrameRecord {
  /**
   * Frames from the answer that brought the QR code to the one in which its modules are on the screen.
   * Undefined until then.
   */
  frames: number | undefined;
  /** When that was, in milliseconds since the navigation began. */
  drawnAtMs: number | undefined;
  layoutShift: number;
}

/** The requests whose answers bring a QR code: this package's, and Authing's. */
const bringsQrCode = /\/attempts$|\/qrcode\/gene$/;

/** Whether the modules of a QR code are drawn. The ring round the tile is also a path, and is none. */
export function isQrCodeDrawn(page: ParentNode): boolean {
  const tile = page.querySelector('wechat-mp-login')?.shadowRoot?.querySelector('wechat-mp-qr');
  const modules = tile?.shadowRoot?.querySelector('svg.code > path')?.getBoundingClientRect();
  // The page of authing-js-sdk shows a picture, that of the poll the address alone.
  const picture = page.querySelector<HTMLImageElement>('#login #authing__qrcode-wrapper img');
  const address = page.querySelector('#login p')?.textContent;
  const isPictureShown = picture?.complete === true && picture.naturalWidth > 0;
  return (modules?.width ?? 0) > 0 || isPictureShown || !!address;
}

/** Looks in every frame until the QR code is drawn. */
export function recordFrames(): FrameRecord {
  const record: FrameRecord = { frames: undefined, drawnAtMs: undefined, layoutShift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // TypeScript's DOM types do not have LayoutShift.
      record.layoutShift += (entry as unknown as { readonly value: number }).value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const frameTimesMs: number[] = [];
  const look = (): void => {
    if (record.drawnAtMs === undefined) frameTimesMs.push(performance.now());
    if (isQrCodeDrawn(document)) record.drawnAtMs ??= frameTimesMs.at(-1);
    // The browser may tell of the answer a little later than the page has drawn it.
    const answeredAtMs = record.drawnAtMs === undefined ? undefined : timeOfAnswer();
    if (answeredAtMs === undefined) requestAnimationFrame(look);
    else record.frames = frameTimesMs.filter((atMs) => atMs > answeredAtMs).length;
  };
  requestAnimationFrame(look);
  return record;
}

/** When the QR code had arrived. */
function timeOfAnswer(): number | undefined {
  const [answer] = performance
    .getEntriesByType('resource')
    .filter((entry) => bringsQrCode.test(entry.name));
  return answer && answer.startTime + answer.duration;
}
