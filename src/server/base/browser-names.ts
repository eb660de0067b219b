/** Names a browser and its system by words of fixed lists: a visitor chooses the text of `User-Agent`. */

type Names = readonly (readonly [name: string, pattern: RegExp])[];

/** The first that matches counts. Most browsers also name the one that they descend from. */
const browsers: Names = [
  ['WeChat', /MicroMessenger\//],
  ['QQ Browser', /M?QQBrowser\//],
  ['QQ', /\bQQ\//],
  ['UC Browser', /UCBrowser\/|UBrowser\//],
  ['Baidu', /baiduboxapp\/|BIDUBrowser\//],
  ['Sogou Browser', /MetaSr|SogouMobileBrowser\//],
  ['360 Browser', /360(SE|EE)\b|QihooBrowser\/|QHBrowser\//],
  ['Huawei Browser', /HuaweiBrowser\//],
  ['Mi Browser', /MiuiBrowser\//],
  ['vivo Browser', /VivoBrowser\//],
  ['OPPO Browser', /HeyTapBrowser\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Opera', /OPR\/|OPiOS\//],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
];

const systems: Names = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iPad', /iPad/],
  ['iPhone', /iPhone|iPod/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  // An iPad says so, too, unless it is asked for a mobile site.
  ['macOS', /Macintosh/],
  ['Linux', /Linux|X11/],
];

/** Longer than any browser's; a longer one is a visitor's own text. */
const maxLength = 1000;

export function nameBrowser(userAgent: string): { browser?: string; system?: string } {
  if (userAgent.length > maxLength) return {};
  const find = (names: Names) => names.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const [browser, system] = [find(browsers), find(systems)];
  return {
    ...(browser === undefined ? {} : { browser }),
    ...(system === undefined ? {} : { system }),
  };
}
