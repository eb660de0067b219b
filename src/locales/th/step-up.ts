/** Thai. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'ยืนยันว่าเป็นคุณ';
const failed = 'ยังไม่ได้ยืนยัน';

export const terms: StepUpTerms = {
  lang: 'th',
  name,
  open: name,
  messages: {
    idle: [name, 'แสดงคิวอาร์โค้ดแล้วสแกนด้วยโทรศัพท์ของคุณ'],
    loading: [name, 'กำลังเตรียมคิวอาร์โค้ด…'],
    ready: [name, 'สแกนด้วย WeChat ที่เชื่อมโยงกับบัญชีของคุณ'],
    reconnecting: [name, 'กำลังเชื่อมต่ออีกครั้ง คุณยังสแกนโค้ดได้'],
    approved: ['ใกล้เสร็จแล้ว', 'โปรดรอสักครู่…'],
    back: ['ยืนยันแล้ว', 'ขอบคุณ คุณดำเนินการต่อได้'],
    denied: [failed, 'มีผู้แตะ “Not me” ใน WeChat ไม่มีการเปลี่ยนแปลงใด ๆ'],
    cancelled: [failed, 'คุณเริ่มใหม่ได้ทุกเมื่อ'],
    offline: ['คุณออฟไลน์อยู่', 'โปรดตรวจสอบอินเทอร์เน็ต ระบบจะดำเนินการต่อเอง'],
    unavailable: ['ใช้งานไม่ได้ในขณะนี้', 'โปรดลองใหม่ภายหลัง'],
    reauthentication_required: ['โปรดเข้าสู่ระบบก่อน', 'คุณออกจากระบบแล้ว'],
    session_mismatch: [failed, 'WeChat นี้ไม่ตรงกับบัญชีของคุณ โปรดใช้ WeChat ที่เชื่อมโยงไว้'],
  },
};
