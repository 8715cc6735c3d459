"""外审 THE VISITOR'S TABLE: one article, read and remarked on by who was sent its link.

Whoever comes has no account and sees nothing else: no other address, no picture but that
article's, no remark but their own. ``editorial.invitations`` says whom the door lets in.
"""
