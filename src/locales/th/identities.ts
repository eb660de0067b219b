/** Thai. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'th',
  title: 'เข้าสู่ระบบด้วย WeChat',
  text: 'เข้าสู่ระบบด้วย WeChat ที่เชื่อมโยง',
  wechat: 'WeChat',
  linked: (day) => `เชื่อมโยงเมื่อ ${day}`,
  empty: 'ยังไม่มี WeChat ที่เชื่อมโยงกับบัญชีของคุณ',
  unlink: 'เลิกเชื่อมโยง',
  keep: 'เก็บไว้',
  confirmUnlink: 'เลิกเชื่อมโยงไหม คุณจะเข้าสู่ระบบด้วย WeChat นี้ไม่ได้อีก',
  unlinking: 'กำลังเลิกเชื่อมโยง…',
  unlinked: (name) => `เลิกเชื่อมโยงแล้ว: ${name}`,
  messages: {
    last_way_in: 'นี่เป็นวิธีเข้าสู่ระบบเพียงวิธีเดียวของคุณ จึงเลิกเชื่อมโยงไม่ได้ โปรดเพิ่มวิธีอื่นก่อน',
    reauthentication_required: 'เพื่อความปลอดภัย โปรดเข้าสู่ระบบอีกครั้งก่อน',
    confirmation_required: 'เพื่อความปลอดภัย โปรดยืนยันใน WeChat ก่อนว่าเป็นคุณ',
    too_recent: (wait) =>
      `คุณเข้าสู่ระบบด้วย WeChat นี้ภายใน 24 ชั่วโมงที่ผ่านมา เพื่อความปลอดภัย จะเลิกเชื่อมโยงได้${wait ? `ในอีก ${wait}` : 'พรุ่งนี้'}`,
    rate_limited: (wait) =>
      `ลองหลายครั้งเกินไป ${wait ? `โปรดลองอีกครั้งในอีก ${wait}` : 'โปรดรอสักครู่แล้วลองอีกครั้ง'}`,
    unreachable: 'เชื่อมต่อไม่ได้ โปรดตรวจสอบอินเทอร์เน็ต แล้วลองอีกครั้ง',
    failed: 'เกิดข้อผิดพลาด โปรดลองอีกครั้ง',
    unavailable: 'ใช้งานไม่ได้ในขณะนี้ โปรดลองใหม่ภายหลัง',
  },
  close: 'ตกลง',
  confirm: 'ยืนยันใน WeChat',
  retry: 'ลองอีกครั้ง',
};
