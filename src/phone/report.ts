/** Tells the page's developer why the phone does not work. People see a short notice on its screen. */

/** What the console says about a phone that nobody has connected. */
export const notConnected =
  'There is no simulator. Set the attribute `simulator` to the address where one is mounted, such as ' +
  '"/simulator"; or set the property `connection` to the phone of a simulator in this page: ' +
  'simulator.phone.';

export const notPhone =
  'The property `connection` is not the phone of a simulator. Set it to simulator.phone, or to remotePhone(address).';

export const noWindow = 'The browser has blocked the window. Allow pop-ups for this page.';

export function report(problem: unknown): void {
  const sentence = problem instanceof Error ? problem.message : String(problem);
  // eslint-disable-next-line no-console -- for the developer
  console.error(`<wechat-phone> ${sentence}`);
}
