"""The class path: which jars Jython and Jetty need, where they are, and which Debian package is missing."""

import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DEBIAN = Path("/usr/share/java")
VARIABLE = "JYTHON_JARS"


@dataclass(frozen=True)
class Part:
    """One Debian package: the jars it brings, with those of the packages it depends on, and a class of it."""

    package: str
    jars: str
    witness: str


PARTS = (
    Part("jython",
         "jython antlr3-runtime stringtemplate4 asm asm-commons asm-util asm-tree asm-analysis commons-compress"
         " guava icu4j jaxb-api jffi jnr-constants jnr-ffi jnr-netdb jnr-posix jnr-x86asm jctools-core jline2"
         " jansi1 netty-buffer netty-codec netty-common netty-handler netty-resolver netty-transport",
         "org.python.util.jython"),
    Part("libjetty9-java",
         "jetty9-server jetty9-servlet jetty9-http jetty9-io jetty9-security jetty9-util jetty9-util-ajax",
         "org.eclipse.jetty.servlet.ServletContextHandler"),
    Part("libservlet-api-java", "servlet-api", "javax.servlet.http.HttpServlet"),
    Part("libgoogle-gson-java", "gson", "com.google.gson.Gson"),
    Part("libxerial-sqlite-jdbc-java", "sqlite-jdbc", "org.sqlite.JDBC"),
    Part("libpostgresql-jdbc-java", "postgresql", "org.postgresql.Driver"),
    Part("libmariadb-java", "mariadb-java-client", "org.mariadb.jdbc.Driver"),
    Part("libxerces2-java", "xercesImpl xml-resolver", "org.apache.xerces.parsers.SAXParser"),
    Part("libbcprov-java", "bcprov", "org.bouncycastle.jce.provider.BouncyCastleProvider"),
    Part("libbcpkix-java", "bcpkix bcutil", "org.bouncycastle.openssl.PEMParser"),
)


class Missing(Exception):
    """Says what is not installed, and the way out."""


def class_path(environ: Mapping[str, str] = os.environ, debian: Path = DEBIAN) -> str:
    """What to give to `java -cp`. Raises Missing."""
    folder = environ.get(VARIABLE)
    jars = _of_folder(Path(folder)) if folder else _of_debian(debian)
    return os.pathsep.join(str(jar) for jar in jars)


def _of_debian(debian: Path) -> list[Path]:
    lacking = [part.package for part in PARTS if not all(jar.is_file() for jar in _jars(part, debian))]
    if lacking:
        raise Missing(f"Jython and Jetty need Debian packages that are not installed: {', '.join(lacking)}\n"
                      f"{install_line(lacking)}\n"
                      f"On another system: {VARIABLE}=folder-of-jars (docs/jython.md)")
    return [jar for part in PARTS for jar in _jars(part, debian)]


def _of_folder(folder: Path) -> list[Path]:
    jars = sorted(folder.glob("*.jar"))
    classes = {name for jar in jars for name in _classes(jar)}
    lacking = [part.witness for part in PARTS if part.witness not in classes]
    if lacking:
        raise Missing(f"No jar in {VARIABLE}={folder} holds {', '.join(lacking)}; docs/jython.md lists what is needed")
    return jars


def install_line(packages: list[str]) -> str:
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def _jars(part: Part, folder: Path) -> Iterator[Path]:
    return (folder / f"{name}.jar" for name in part.jars.split())


def _classes(jar: Path) -> list[str]:
    try:
        with zipfile.ZipFile(jar) as archive:
            return [name[:-len(".class")].replace("/", ".") for name in archive.namelist() if name.endswith(".class")]
    except zipfile.BadZipFile as error:
        raise Missing(f"{jar} is no jar ({error})") from error
