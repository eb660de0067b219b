/** Thai. */
import type { Terms } from '../terms/login.js';

const name = 'เข้าสู่ระบบด้วย WeChat';

export const terms: Terms = {
  lang: 'th',
  name,
  picture: 'คิวอาร์โค้ดสำหรับสแกนด้วย WeChat',
  kinds: { service: 'บัญชีบริการ', subscription: 'บัญชีทางการ' },
  existingOnly: 'เฉพาะสมาชิก',
  messages: {
    idle: [name, 'แสดงคิวอาร์โค้ดแล้วสแกนด้วยโทรศัพท์ของคุณ'],
    loading: [name, 'กำลังเตรียมคิวอาร์โค้ด…'],
    ready: [name, 'สแกนด้วย WeChat หากระบบถาม ให้แตะ “ติดตาม”'],
    offline: ['คุณออฟไลน์อยู่', 'โปรดตรวจสอบอินเทอร์เน็ต ระบบจะดำเนินการต่อเอง'],
    unreachable: ['เชื่อมต่อไม่ได้', 'โปรดตรวจสอบอินเทอร์เน็ต แล้วลองอีกครั้ง'],
    failed: ['เกิดข้อผิดพลาด', 'โปรดลองอีกครั้ง'],
    unavailable: ['ใช้งานไม่ได้ในขณะนี้', 'โปรดเข้าสู่ระบบด้วยวิธีอื่น หรือลองใหม่ภายหลัง'],
  },
  show: 'แสดงคิวอาร์โค้ด',
  refresh: 'ขอคิวอาร์โค้ดใหม่',
  retry: 'ลองอีกครั้ง',
  open: name,
  close: 'ปิด',
};
