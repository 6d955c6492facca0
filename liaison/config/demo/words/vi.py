"""Vietnamese."""

from liaison.config.demo.words import Talk, Voice

VOICE = Voice(
    language="vi",
    domain="example.org",
    people=(
        "Nguyễn Thu Hà", "Trần Minh Quân", "Lê Thị Mai", "Phạm Đức Anh", "Võ Ngọc Lan", "Đặng Hoàng Nam",
        "Bùi Khánh Linh", "Hoàng Gia Bảo", "Đỗ Phương Thảo", "Ngô Quốc Việt",
    ),
    hello="Chào shop,",
    regards="Trân trọng,",
    our_hello="Chào anh/chị {first},",
    our_regards="Trân trọng,",
    wrote="Vào {when}, {who} đã viết:",
    calls=(("Hỏi cửa hàng có mở cửa thứ Bảy không", "Đã trả lời: từ 10 giờ đến 16 giờ"),),
    talks=(
        Talk(
            "orders", "Đơn hàng {order} chưa thấy giao",
            "em đặt đèn {model} gần hai tuần rồi, mã đơn {order}. Trang theo dõi cứ báo “đang vận chuyển” từ thứ Năm tuần "
            "trước. Shop kiểm tra giúp em với, em cần làm quà vào Chủ nhật.",
            "cảm ơn anh/chị đã kiên nhẫn. Bên vận chuyển đã xếp nhầm kho, hôm nay kiện hàng đã lên đường lại và sẽ đến vào "
            "sáng thứ Sáu. Sáng thứ Sáu em sẽ tự kiểm tra và báo lại.",
            thanks="Em nhận được rồi, đóng gói rất cẩn thận. Cảm ơn shop nhiều!", tags=("giao hàng",),
        ),
        Talk(
            "returns", "Ấm {model} bị nứt khi nhận",
            "hôm nay tôi nhận được ấm {model} của đơn {order} nhưng bị nứt dưới tay cầm, có ảnh kèm theo. Shop đổi giúp tôi "
            "cái khác được không?",
            "chúng tôi rất tiếc về việc này. Ấm mới sẽ được gửi ngay hôm nay, anh/chị không cần gửi lại cái cũ.",
            thanks="Đã nhận ấm mới, rất ưng ý. Cảm ơn shop.", tags=("hàng lỗi",), kind="complaint", file="photo",
        ),
        Talk(
            "billing", "Xuất hóa đơn công ty",
            "công ty chúng tôi cần hóa đơn cho đơn {order} để quyết toán. Shop xuất giúp theo thông tin công ty được không ạ?",
            "dạ được. Hóa đơn đã sửa ở tệp đính kèm, hóa đơn cũ đã được hủy.",
            thanks="Cảm ơn, kế toán bên tôi đã nhận.", tags=("hóa đơn",), kind="request", file="invoice",
        ),
        Talk(
            "orders", "Đổi địa chỉ giao hàng đơn {order}",
            "em vừa đặt đơn {order} nhưng quên đổi địa chỉ. Nhờ shop giao đến 14 Nguyễn Du, căn hộ 3 giúp em.",
            "vừa kịp ạ: địa chỉ đã đổi thành 14 Nguyễn Du, căn hộ 3. Sáng mai hàng sẽ được gửi đi.",
            tags=("địa chỉ",), kind="request",
        ),
        Talk(
            "advice", "Lều {model} có chịu được gió không?",
            "cuối tháng nhà tôi đi cắm trại ở biển. Lều {model} có chịu được gió mạnh không, và một người có dựng được không?",
            "với gió biển thì {model} rất hợp: dáng thấp và có thêm dây chằng. Một người dựng khoảng mười phút. Đất cát thì "
            "anh/chị nên lấy thêm cọc dài.",
            thanks="Tư vấn rất rõ ràng, tôi đã đặt mua.", tags=("cắm trại",),
        ),
        Talk(
            "billing", "Chưa nhận được tiền hoàn",
            "shop xác nhận trả hàng đơn {order} đã mười ngày mà tôi chưa nhận được tiền. Nhờ kiểm tra giúp.",
            "anh/chị nói đúng, chúng tôi xin lỗi. Thẻ đã hết hạn nên ngân hàng trả lại khoản chuyển. Hôm nay chúng tôi đã "
            "chuyển lại vào tài khoản, trong hai ngày sẽ đến.",
            note="Kế toán xác nhận đã chuyển khoản hôm nay.", tags=("hoàn tiền",), kind="complaint",
        ),
    ),
)  # fmt: skip
