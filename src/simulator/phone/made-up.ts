/** What people on the phone send besides texts: the fields of docs/wechat.md#messages, made up. */
import type { XmlField } from '../../wechat/index.js';
import type { Random } from '../random.js';
import type { MediaType } from './phone.js';

/** Menu buttons whose press is pushed with what the person has then done. */
export type MenuAction =
  | 'scancode_push'
  | 'scancode_waitmsg'
  | 'pic_sysphoto'
  | 'pic_photo_or_album'
  | 'pic_weixin'
  | 'location_select';

const place = { latitude: 23.134521, longitude: 113.358803, scale: 16, label: '天河区 & 1' };

export function mediaFields(type: MediaType, random: Random): readonly XmlField[] {
  const mediaId: XmlField = ['MediaId', random.base64url(64)];
  switch (type) {
    case 'image':
      return [['PicUrl', `http://mmbiz.qpic.cn/mmbiz_jpg/${random.alphanumeric(80)}/0`], mediaId];
    case 'voice':
      return [mediaId, ['Format', 'amr'], ['MediaId16K', random.base64url(64)]];
    case 'video':
    case 'shortvideo':
      return [mediaId, ['ThumbMediaId', random.base64url(64)]];
    case 'location':
      return [
        ['Location_X', place.latitude],
        ['Location_Y', place.longitude],
        ['Scale', place.scale],
        ['Label', place.label],
      ];
    case 'link':
      return [
        ['Title', 'An article'],
        ['Description', 'What it is about'],
        ['Url', 'https://example.com/article?id=1&from=chat'],
      ];
    default:
      return type satisfies never;
  }
}

export function menuFields(action: MenuAction, random: Random): readonly XmlField[] {
  switch (action) {
    case 'scancode_push':
    case 'scancode_waitmsg':
      return [
        [
          'ScanCodeInfo',
          [
            ['ScanType', 'qrcode'],
            ['ScanResult', 'https://example.com/?a=1&b=2'],
          ],
        ],
      ];
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return [
        [
          'SendPicsInfo',
          [
            ['Count', 1],
            ['PicList', [['item', [['PicMd5Sum', random.hex(32)]]]]],
          ],
        ],
      ];
    case 'location_select':
      return [
        [
          'SendLocationInfo',
          [
            ['Location_X', String(place.latitude)],
            ['Location_Y', String(place.longitude)],
            ['Scale', String(place.scale)],
            ['Label', place.label],
            ['Poiname', ''],
          ],
        ],
      ];
    default:
      return action satisfies never;
  }
}

/** What arrives as a message after the press. */
export const mediaAfter: Readonly<Record<MenuAction, MediaType | undefined>> = {
  scancode_push: undefined,
  scancode_waitmsg: undefined,
  pic_sysphoto: 'image',
  pic_photo_or_album: 'image',
  pic_weixin: 'image',
  location_select: 'location',
};

export function isMenuAction(type: string): type is MenuAction {
  return Object.hasOwn(mediaAfter, type);
}
