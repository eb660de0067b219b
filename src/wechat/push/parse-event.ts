/** Reads events. The fields of each are in docs/wechat.md#events. */
import {
  scenePrefix,
  type AuthorizationChange,
  type Coordinates,
  type EventContent,
  type EventPush,
  type PushAddress,
  type SubscribeMessageChoice,
} from './messages.js';
import {
  idPattern,
  matching,
  msgIdPattern,
  numberOf,
  textOf,
  type PushFields,
} from './push-fields.js';

const authorizationChanges: ReadonlyMap<string, AuthorizationChange> = new Map([
  ['user_info_modified', 'modified'],
  ['user_authorization_revoke', 'revoked'],
  ['user_authorization_cancellation', 'cancelled'],
]);

/** Undefined if the event is unknown, or lacks what it should have. `event` may be in any case. */
export function parseEvent(
  event: string,
  address: PushAddress,
  fields: PushFields,
): EventPush | undefined {
  const name = event.toLowerCase();
  const change = authorizationChanges.get(name);
  if (change) return authorizationPush(change, address, fields);
  const content =
    followContent(name, fields) ?? menuContent(name, fields) ?? sendingContent(name, fields);
  return content && { ...address, ...content };
}

/** In these events `FromUserName` is the platform's own, and the person stands in `OpenID`. */
function authorizationPush(
  change: AuthorizationChange,
  address: PushAddress,
  fields: PushFields,
): EventPush {
  const openid = matching(fields, 'OpenID', idPattern);
  const appId = matching(fields, 'AppID', /^wx[0-9a-f]{16}$/);
  const unionid = matching(fields, 'UnionID', idPattern);
  return {
    ...{ ...address, openid, type: 'authorization', change },
    ...(appId === '' ? {} : { appId }),
    ...(unionid === '' ? {} : { unionid }),
  };
}

function followContent(name: string, fields: PushFields): EventContent | undefined {
  const eventKey = textOf(fields, 'EventKey');
  const ticket = matching(fields, 'Ticket', /^[\w+/=-]{1,512}$/);
  const withTicket = ticket === '' ? {} : { ticket };
  switch (name) {
    case 'subscribe': {
      const scene = eventKey.startsWith(scenePrefix) ? eventKey.slice(scenePrefix.length) : '';
      return { type: name, eventKey, ...(scene === '' ? {} : { scene }), ...withTicket };
    }
    case 'scan':
      return { type: name, scene: eventKey, ...withTicket };
    case 'unsubscribe':
      return { type: name };
    case 'location': {
      const place = placeOf(fields, 'Latitude', 'Longitude');
      const precision = numberOf(fields, 'Precision') || 0;
      return place && { type: 'location_report', ...place, precision };
    }
    default:
      return undefined;
  }
}

function menuContent(name: string, fields: PushFields): EventContent | undefined {
  const eventKey = textOf(fields, 'EventKey');
  switch (name) {
    case 'click':
      return { type: name, eventKey };
    case 'view':
    case 'view_miniprogram': {
      const menuId = textOf(fields, 'MenuId').trim() || textOf(fields, 'MenuID').trim();
      return { type: name, eventKey, ...(menuId === '' ? {} : { menuId }) };
    }
    case 'scancode_push':
    case 'scancode_waitmsg': {
      const scanResult = fields.get('ScanCodeInfo/ScanResult');
      if (scanResult === undefined) return undefined;
      return {
        type: name,
        eventKey,
        scanType: textOf(fields, 'ScanCodeInfo/ScanType'),
        scanResult,
      };
    }
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin': {
      const picMd5Sums = eachOf('SendPicsInfo/PicList/item', (item) =>
        fields.get(`${item}/PicMd5Sum`),
      );
      return { type: name, eventKey, picMd5Sums };
    }
    case 'location_select': {
      const info = 'SendLocationInfo';
      const place = placeOf(fields, `${info}/Location_X`, `${info}/Location_Y`);
      const scale = numberOf(fields, `${info}/Scale`) || 0;
      const label = textOf(fields, `${info}/Label`);
      const poiName = textOf(fields, `${info}/Poiname`);
      return place && { type: name, eventKey, ...place, scale, label, poiName };
    }
    default:
      return undefined;
  }
}

function sendingContent(name: string, fields: PushFields): EventContent | undefined {
  // Both spellings occur.
  const sentMsgId =
    matching(fields, 'MsgID', msgIdPattern) || matching(fields, 'MsgId', msgIdPattern);
  const status = textOf(fields, 'Status').trim();
  switch (name) {
    case 'templatesendjobfinish':
      return sentMsgId === '' ? undefined : { type: name, sentMsgId, status };
    case 'masssendjobfinish': {
      const count = (path: string): number => numberOf(fields, path) || 0;
      const [totalCount, filterCount] = [count('TotalCount'), count('FilterCount')];
      const [sentCount, errorCount] = [count('SentCount'), count('ErrorCount')];
      if (sentMsgId === '') return undefined;
      return { type: name, sentMsgId, status, totalCount, filterCount, sentCount, errorCount };
    }
    case 'subscribe_msg_popup_event':
      return { type: name, choices: choicesOf('SubscribeMsgPopupEvent/List', fields) };
    case 'subscribe_msg_change_event':
      return { type: name, choices: choicesOf('SubscribeMsgChangeEvent/List', fields) };
    case 'subscribe_msg_sent_event': {
      const field = (path: string): string =>
        textOf(fields, `SubscribeMsgSentEvent/List/${path}`).trim();
      const [templateId, errorCode] = [field('TemplateId'), field('ErrorCode')];
      const content = { type: name, templateId, sentMsgId: field('MsgID'), errorCode } as const;
      return templateId === '' ? undefined : { ...content, errorStatus: field('ErrorStatus') };
    }
    default:
      return undefined;
  }
}

function choicesOf(list: string, fields: PushFields): readonly SubscribeMessageChoice[] {
  return eachOf(list, (item) => {
    const templateId = fields.get(`${item}/TemplateId`);
    if (templateId === undefined) return undefined;
    const popupScene = textOf(fields, `${item}/PopupScene`);
    const status = textOf(fields, `${item}/SubscribeStatusString`);
    return { templateId, status, ...(popupScene === '' ? {} : { popupScene }) };
  });
}

/** Reads `path`, `path[2]`, `path[3]` and so on, until there is none. */
function eachOf<T>(path: string, read: (path: string) => T | undefined): readonly T[] {
  const found: T[] = [];
  for (let next = read(path); next !== undefined;) {
    found.push(next);
    next = read(`${path}[${found.length + 1}]`);
  }
  return found;
}

function placeOf(
  fields: PushFields,
  latitudePath: string,
  longitudePath: string,
): Coordinates | undefined {
  const [latitude, longitude] = [numberOf(fields, latitudePath), numberOf(fields, longitudePath)];
  return Number.isNaN(latitude + longitude) ? undefined : { latitude, longitude };
}
