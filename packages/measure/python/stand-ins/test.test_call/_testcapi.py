"""The file lists these functions, as functions of a module, of an instance and of classes, before any test calls them."""


class MethInstance:
    meth_varargs = meth_varargs_keywords = meth_fastcall = meth_fastcall_keywords = meth_noargs = meth_o = None


class MethClass(MethInstance):
    pass


class MethStatic(MethInstance):
    pass


meth_varargs = meth_varargs_keywords = meth_fastcall = meth_fastcall_keywords = meth_noargs = meth_o = None
