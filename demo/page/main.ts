/** All that the sign-in page itself needs: the tag. */
import './page.css';
import 'wechat-mp-login';
