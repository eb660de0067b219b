/** The words of the editor, and short names of the custom properties, in the languages of the toolbar. */
import type { Group } from './fields.js';

export type Lang = 'en' | 'zh-Hans' | 'zh-Hant';

export interface Words {
  readonly title: string;
  readonly intro: string;
  readonly start: string;
  readonly ownDefault: string;
  readonly paste: string;
  readonly read: string;
  readonly light: string;
  readonly dark: string;
  readonly reset: (name: string) => string;
  readonly preview: string;
  readonly contrast: string;
  readonly enough: string;
  readonly tooLittle: (ratio: string, least: string) => string;
  readonly icon: string;
  readonly badCode: string;
  readonly css: string;
  readonly none: string;
  readonly copy: string;
  readonly copied: string;
  readonly groups: Readonly<Record<Group, string>>;
}

export const words: Readonly<Record<Lang, Words>> = {
  en: {
    title: 'Theme editor',
    intro: 'Choose colours, shapes and fonts. The cards show them at once; the CSS is below them.',
    start: 'Start from',
    ownDefault: 'the default look',
    paste: 'Or from CSS that you have',
    read: 'Read this CSS',
    light: 'light',
    dark: 'dark',
    reset: (name) => `Reset ${name}`,
    preview: 'Preview',
    contrast: 'Contrast',
    enough: 'Every text, icon and field has enough contrast (WCAG 2.2 AA).',
    tooLittle: (ratio, least) => `${ratio} to 1, at least ${least}`,
    icon: 'an icon, outline or border',
    badCode: 'Cameras cannot read the QR code in these colours, so it is black on white.',
    css: 'CSS',
    none: 'Nothing is changed, so no CSS is needed.',
    copy: 'Copy the CSS',
    copied: 'Copied',
    groups: {
      colours: 'Colours',
      shape: 'Shape and space',
      code: 'QR code',
      type: 'Fonts',
      button: 'Button on the page',
    },
  },
  'zh-Hans': {
    title: '主题编辑器',
    intro: '选颜色、形状和字体，卡片会立刻变化；CSS 在卡片下面。',
    start: '起点',
    ownDefault: '默认外观',
    paste: '或者从已有的 CSS 开始',
    read: '读取这段 CSS',
    light: '浅色',
    dark: '深色',
    reset: (name) => `重置${name}`,
    preview: '预览',
    contrast: '对比度',
    enough: '所有文字、图标和输入框的对比度都足够（WCAG 2.2 AA）。',
    tooLittle: (ratio, least) => `${ratio} : 1，至少要 ${least}`,
    icon: '图标、外框或边框',
    badCode: '这两种颜色的二维码扫不出来，所以画成黑白的。',
    css: 'CSS',
    none: '没有改动，不需要 CSS。',
    copy: '复制 CSS',
    copied: '已复制',
    groups: {
      colours: '颜色',
      shape: '形状和间距',
      code: '二维码',
      type: '字体',
      button: '页面上的按钮',
    },
  },
  'zh-Hant': {
    title: '主題編輯器',
    intro: '選顏色、形狀和字型，卡片會立刻變化；CSS 在卡片下面。',
    start: '起點',
    ownDefault: '預設外觀',
    paste: '或者從現有的 CSS 開始',
    read: '讀取這段 CSS',
    light: '淺色',
    dark: '深色',
    reset: (name) => `重設${name}`,
    preview: '預覽',
    contrast: '對比度',
    enough: '所有文字、圖示和輸入框的對比度都足夠（WCAG 2.2 AA）。',
    tooLittle: (ratio, least) => `${ratio} : 1，至少要 ${least}`,
    icon: '圖示、外框或邊框',
    badCode: '這兩種顏色的 QR Code 掃不出來，所以畫成黑白的。',
    css: 'CSS',
    none: '沒有改動，不需要 CSS。',
    copy: '複製 CSS',
    copied: '已複製',
    groups: {
      colours: '顏色',
      shape: '形狀和間距',
      code: 'QR Code',
      type: '字型',
      button: '頁面上的按鈕',
    },
  },
};

/** After the prefix `--wechat-mp-`. */
const names: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  accent: { en: 'Accent', 'zh-Hans': '强调色', 'zh-Hant': '強調色' },
  'on-accent': { en: 'On accent', 'zh-Hans': '强调色上的对勾', 'zh-Hant': '強調色上的勾號' },
  button: { en: 'Button', 'zh-Hans': '按钮', 'zh-Hant': '按鈕' },
  'on-button': { en: 'On the button', 'zh-Hans': '按钮上的文字', 'zh-Hant': '按鈕上的文字' },
  background: { en: 'Card', 'zh-Hans': '卡片', 'zh-Hant': '卡片' },
  text: { en: 'Text', 'zh-Hans': '文字', 'zh-Hant': '文字' },
  fill: { en: 'Quiet surfaces', 'zh-Hans': '次要底色', 'zh-Hant': '次要底色' },
  border: { en: 'Borders, lines', 'zh-Hans': '边框和分隔线', 'zh-Hant': '邊框和分隔線' },
  'field-border': { en: 'Field borders', 'zh-Hans': '输入框边框', 'zh-Hant': '輸入框邊框' },
  error: { en: 'Errors', 'zh-Hans': '错误提示', 'zh-Hant': '錯誤提示' },
  radius: { en: 'Corners of the card', 'zh-Hans': '卡片圆角', 'zh-Hant': '卡片圓角' },
  'control-radius': { en: 'Corners of controls', 'zh-Hans': '控件圆角', 'zh-Hant': '控制項圓角' },
  'tile-radius': { en: 'Corners of the tile', 'zh-Hans': '方块圆角', 'zh-Hant': '方塊圓角' },
  shadow: { en: 'Shadow', 'zh-Hans': '阴影', 'zh-Hant': '陰影' },
  padding: { en: 'Space inside', 'zh-Hans': '内边距', 'zh-Hant': '內距' },
  width: { en: 'Width', 'zh-Hans': '宽度', 'zh-Hant': '寬度' },
  'code-size': { en: 'Size', 'zh-Hans': '二维码大小', 'zh-Hant': 'QR Code 大小' },
  'code-color': { en: 'Modules', 'zh-Hans': '深色小方格', 'zh-Hant': '深色小方格' },
  'code-background': { en: 'Background', 'zh-Hans': '二维码背景', 'zh-Hant': 'QR Code 背景' },
  'logo-size': { en: 'Logo', 'zh-Hans': '标志大小', 'zh-Hant': '標誌大小' },
  font: { en: 'Text', 'zh-Hans': '正文字体', 'zh-Hant': '內文字型' },
  'title-font': { en: 'Title', 'zh-Hans': '标题字体', 'zh-Hant': '標題字型' },
  'button-background': { en: 'Background', 'zh-Hans': '按钮背景', 'zh-Hant': '按鈕背景' },
  'button-color': { en: 'Icon and label', 'zh-Hans': '图标和文字', 'zh-Hant': '圖示和文字' },
  'button-border': { en: 'Border', 'zh-Hans': '按钮边框', 'zh-Hant': '按鈕邊框' },
  'button-radius': { en: 'Corners', 'zh-Hans': '按钮圆角', 'zh-Hant': '按鈕圓角' },
};

/** A property without a short name has that of the CSS; a test finds it. */
export function shortName(property: string, lang: Lang): string {
  return names[property.replace('--wechat-mp-', '')]?.[lang] ?? property;
}
