# posix functions over the C library: their arguments and errors.
import posix,os
def t(n,*a,**k):
    f=getattr(posix,n)
    try: print(n,a,k,'->',f(*a,**k))
    except BaseException as e: print(n,a,k,'!!',type(e).__name__,e)
t('sched_getaffinity'); t('sched_getaffinity','x'); t('sched_setaffinity',0,[]); t('sched_setaffinity',0,[-1]); t('sched_setaffinity',0,['a']); t('sched_setaffinity',0,5); t('sched_setaffinity',0,[10**7])
print(posix.sched_getaffinity(0)==set(range(os.cpu_count()))); 
t('sched_getscheduler',0); t('sched_getparam',0); t('sched_setparam',0,5); t('sched_setscheduler',0,0,posix.sched_param(0)); t('sched_setscheduler',0,0,posix.sched_param(99)); t('sched_setscheduler',0,0,posix.sched_param('x')); t('sched_get_priority_max',1); t('sched_get_priority_min',1); t('sched_get_priority_max',99); t('sched_rr_get_interval',0); t('sched_yield')
t('readv',0,5); t('readv',0,[b'x']); t('readv',99,[bytearray(2)]); t('writev',99,[b'x']); t('writev',99,['x']); t('writev',99,5); t('preadv',99,[bytearray(1)],0); t('preadv',99,[bytearray(1)],0,99)
t('getxattr','/nonexist','user.x'); t('getxattr','/tmp',5); t('setxattr','/nonexist','user.x',b'v'); t('listxattr','/nonexist'); t('listxattr'); t('removexattr','/nonexist','user.x'); t('getxattr',99,'user.x'); t('getxattr','/tmp','user.x'); t('setxattr','/tmp','user.x','str'); t('listxattr',None); t('getxattr',None,'a')
t('statvfs','/nonexist'); t('statvfs',5.5); t('fstatvfs',99); t('statvfs',None)
t('pathconf','/','PC_NAME_MAX'); t('pathconf','/','bad'); t('pathconf','/',5.5); t('pathconf','/nonexist',3); t('fpathconf',99,'PC_PIPE_BUF'); t('fpathconf',0,'PC_PIPE_BUF'); t('confstr','CS_PATH'); t('confstr','x'); t('confstr',9999); t('confstr',None); t('confstr',True)
t('lockf',99,1,0); t('memfd_create','a\0b'); t('memfd_create',5); t('eventfd',1,99999); t('eventfd',-1); t('eventfd_read',99); t('eventfd_write',99,1); t('eventfd_write',99,-1); t('eventfd_write',99,2**64); t('pidfd_open',-5); t('pidfd_open',2**22+5); t('pidfd_open',1,99)
t('posix_fallocate',99,0,1); t('posix_fadvise',99,0,1,0); t('copy_file_range',99,98,1); t('copy_file_range',0,1,-1); t('splice',99,98,1); t('splice',0,1,-1); t('mknod','/nonexist/a',); t('mknod',5); t('chroot','/nonexist'); t('getlogin'); t('getpriority',0,0); t('getpriority',9,0); t('setpriority',9,0,1); t('getresuid'); t('getresgid'); t('setresuid',-1,-1,-1); t('setreuid',-1,-1); t('seteuid',-1); t('seteuid',2**40); t('setegid','x'); t('setgroups',5); t('setgroups',['x']); t('setgroups',[-5]); t('getgrouplist','root',0); t('getgrouplist','root',-1); t('getgrouplist',5,0); t('initgroups','root','x'); t('tcgetpgrp',99); t('tcsetpgrp',99,1); t('sync'); t('waitid',99,0,0); t('waitid',posix.P_ALL,0,posix.WEXITED|posix.WNOHANG); t('openpty',1); t('login_tty',99)
t('posix_spawn','/bin/true',[],{}); t('posix_spawn','/bin/true',5,{}); t('posix_spawn','/bin/true',['a'],5); t('posix_spawn','/bin/true',[''],{}); t('posix_spawn','/nonexist',['a'],{}); t('posix_spawn','/bin/true',['a'],{'x':'y'},file_actions=5); t('posix_spawn','/bin/true',['a'],{},file_actions=[5]); t('posix_spawn','/bin/true',['a'],{},file_actions=[()]); t('posix_spawn','/bin/true',['a'],{},file_actions=[(0,)]); t('posix_spawn','/bin/true',['a'],{},file_actions=[(9,1)]); t('posix_spawn','/bin/true',['a'],{},file_actions=[(1,'x')]); t('posix_spawn','/bin/true',['a'],{},file_actions=[(2,1)]); t('posix_spawn','/bin/true',['a'],{},setpgroup='x'); t('posix_spawn','/bin/true',['a'],{},setsigmask=5); t('posix_spawn','/bin/true',['a'],{},setsigmask=[99]); t('posix_spawn','/bin/true',['a'],{},setsigdef=[-1]); t('posix_spawn','/bin/true',['a'],{},scheduler=5); t('posix_spawn','/bin/true',['a'],{},scheduler=(0,5)); t('posix_spawn','/bin/true',['a'],{},scheduler=(0,)); t('posix_spawn','/bin/true',['a'],{},file_actions=[(0,1,'/x')]); t('posix_spawn','/bin/true',['a'],{},file_actions=[(0,1,'/nonexist/x',0,0)]); t('posix_spawn','/bin/true',['a'],{},file_actions=[(0,1,5,0,0)])
import select
for a in [(-1,0),(0,-1),(2**32,0),(1.5,1)]:
    try: print(a, os.makedev(*a))
    except Exception as e: print(a, type(e).__name__, e)
for f in (os.major,os.minor):
  for x in (-1,2**64-1,2**64,-5,1.5):
    try: print(x,f(x))
    except Exception as e: print(x, type(e).__name__, e)
print(posix._have_functions, os.execve in os.supports_fd, os.mknod in os.supports_dir_fd, sorted(f.__name__ for f in os.supports_fd))
try: os.execve(5.5,['a'],{})
except TypeError as e: print(e)
try: os.posix_spawn('/bin/true',['a'],{},resetids=None)
except TypeError as e: print(e)
a=[]
class F:
    def fileno(self): del a[-1]; return 0
a[:]=[F()]*10
print(len(select.select([],a,[])[1])) 
try: select.select(5,[],[])
except TypeError as e: print(e)
