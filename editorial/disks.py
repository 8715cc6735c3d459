"""DISKS: why a disk or a bucket did not do what was asked, in Chinese."""

import errno

_WHY = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的配额用完了",
    errno.EROFS: "磁盘只能读，不能写",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件不在了",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EIO: "磁盘读写出错",
    errno.ESTALE: "网络磁盘断开了",
    errno.ETIMEDOUT: "网络磁盘没有回应",
}
OTHER = "系统错误 {number}"


def is_full(error: OSError) -> bool:
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def why(error: OSError) -> str:
    """A few words for the middle of a sentence; what is in Chinese already stays as it is."""
    told = error.strerror or str(error)
    if not told.isascii():
        return told
    return _WHY.get(error.errno, OTHER.format(number=error.errno or told))
