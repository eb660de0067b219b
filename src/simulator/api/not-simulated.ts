/**
 * The endpoints that WeChat has and this simulator does not play. They get an answer of their own,
 * because `invalid url` would let a developer look for a typing error.
 */
import { Refusal } from './refusal.js';

/** Not an errcode of WeChat. */
export const notSimulatedErrcode = -40066;

/** By the beginning of the path (https://developers.weixin.qq.com/doc/service/api/). */
const endpoints: Readonly<Record<string, string>> = {
  '/cgi-bin/':
    'shorturl shorten/gen shorten/fetch clear_quota/v2 openapi/quota/clear get_current_selfmenu_info get_current_autoreply_info account/getaccountbasicinfo account/modifyheadimage account/modifysignature wxverify/checkwxverifynickname wxaapp/createwxaqrcode soter/verify_signature',
  '/cgi-bin/open/': 'create bind unbind get have',
  '/cgi-bin/menu/': 'addconditional delconditional trymatch',
  '/cgi-bin/message/':
    'custom/typing custom/business/send custom/business/typing template/subscribe template/queryblocktmplmsg subscribe/bizsend subscribe/send mass/sendall mass/send mass/delete mass/preview mass/get mass/speed/get mass/speed/set',
  '/cgi-bin/template/':
    'api_set_industry get_industry api_add_template get_all_private_template del_private_template',
  '/cgi-bin/tags/':
    'create get update delete members/batchtagging members/batchuntagging members/getblacklist members/batchblacklist members/batchunblacklist getidlist',
  '/cgi-bin/user/': 'tag/get',
  '/cgi-bin/groups/': 'create get getid update delete members/update members/batchupdate',
  '/cgi-bin/media/':
    'upload get get/jssdk uploadimg uploadnews uploadvideo voice/addvoicetorecofortext voice/queryrecoresultfortext voice/translatecontent',
  '/cgi-bin/material/':
    'add_news add_material get_material del_material update_news get_materialcount batchget_material',
  '/cgi-bin/draft/': 'add get delete update count batchget switch',
  '/cgi-bin/freepublish/': 'submit get delete getarticle batchget',
  '/cgi-bin/comment/': 'open close list markelect unmarkelect delete reply/add reply/delete',
  '/cgi-bin/customservice/': 'getkflist getonlinekflist',
  '/cgi-bin/component/':
    'api_component_token api_create_preauthcode api_query_auth api_authorizer_token api_get_authorizer_info api_get_authorizer_option api_set_authorizer_option api_get_authorizer_list api_start_push_ticket clear_quota/v2',
  '/sns/': 'oauth2/component/access_token jscode2session component/jscode2session',
  '/connect/': 'qrconnect confirm',
};
const paths = new Set(
  Object.entries(endpoints).flatMap(([start, ends]) => ends.split(' ').map((end) => start + end)),
);

/**
 * Whole parts of the API that have nothing to do with signing in: their paths are not listed. Nothing
 * of `/cgi-bin/` may follow the first ones, because they may also be the base path of a test server.
 */
const parts = [
  /^\/(?:customservice|datacube|card|wxa|wxaapi|merchant|cv|semantic|bizwifi|shakearound|intp|nontax)\/(?!(?:.*\/)?cgi-bin\/)./,
  /^\/cgi-bin\/(?:guide|express|wxopen|poi|message\/wxopen)\/./,
];

export function isNotSimulated(path: string): boolean {
  return paths.has(path) || parts.some((part) => part.test(path));
}

/** @param what an endpoint, or a part of what it can do */
export function notSimulated(what: string): Refusal {
  return new Refusal(
    notSimulatedErrcode,
    `not simulated: WeChat knows ${what}; this simulator does not.`,
  );
}
