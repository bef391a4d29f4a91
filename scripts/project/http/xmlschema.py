"""The published schema of every XML document that the API writes or takes, as two XSD 1.0 files.

api.xsd describes data, in the vocabulary of project.http.xmltext; it imports problem.xsd, which
describes the problem document of RFC 9457. A validator that is given api.xsd judges both.
"""

API = u"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:j="http://www.w3.org/2005/xpath-functions"
    targetNamespace="http://www.w3.org/2005/xpath-functions" elementFormDefault="qualified">
  <xs:annotation>
    <xs:documentation xml:lang="en">
      Requests and answers of the Ignition REST API. Any value is one of six elements, and the name of a
      member is its attribute "key". The vocabulary is that of XPath and XQuery Functions 3.1, section 17.4.2.
    </xs:documentation>
  </xs:annotation>
  <xs:import namespace="urn:ietf:rfc:7807" schemaLocation="problem.xsd"/>

  <xs:group name="value">
    <xs:choice>
      <xs:element ref="j:map"/>
      <xs:element ref="j:array"/>
      <xs:element ref="j:string"/>
      <xs:element ref="j:number"/>
      <xs:element ref="j:boolean"/>
      <xs:element ref="j:null"/>
    </xs:choice>
  </xs:group>

  <xs:group name="member">
    <xs:choice>
      <xs:element name="map" type="j:namedMap">
        <xs:unique name="namedMapKeys"><xs:selector xpath="j:*"/><xs:field xpath="@key"/></xs:unique>
      </xs:element>
      <xs:element name="array" type="j:namedArray"/>
      <xs:element name="string" type="j:namedString"/>
      <xs:element name="number" type="j:namedNumber"/>
      <xs:element name="boolean" type="j:namedBoolean"/>
      <xs:element name="null" type="j:namedNull"/>
    </xs:choice>
  </xs:group>

  <xs:element name="map" type="j:map">
    <xs:unique name="mapKeys"><xs:selector xpath="j:*"/><xs:field xpath="@key"/></xs:unique>
  </xs:element>
  <xs:element name="array" type="j:array"/>
  <xs:element name="string" type="j:string"/>
  <xs:element name="number" type="j:number"/>
  <xs:element name="boolean" type="xs:boolean"/>
  <xs:element name="null" type="j:null"/>

  <xs:complexType name="map"><xs:group ref="j:member" minOccurs="0" maxOccurs="unbounded"/></xs:complexType>
  <xs:complexType name="array"><xs:group ref="j:value" minOccurs="0" maxOccurs="unbounded"/></xs:complexType>
  <xs:complexType name="string">
    <xs:simpleContent>
      <xs:extension base="xs:string"><xs:attributeGroup ref="j:escaped"/></xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:simpleType name="number">
    <xs:restriction base="xs:double">
      <xs:pattern value="-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+\\-]?[0-9]+)?"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="null"/>

  <xs:complexType name="namedMap">
    <xs:complexContent><xs:extension base="j:map"><xs:attributeGroup ref="j:key"/></xs:extension></xs:complexContent>
  </xs:complexType>
  <xs:complexType name="namedArray">
    <xs:complexContent><xs:extension base="j:array"><xs:attributeGroup ref="j:key"/></xs:extension></xs:complexContent>
  </xs:complexType>
  <xs:complexType name="namedString">
    <xs:simpleContent><xs:extension base="j:string"><xs:attributeGroup ref="j:key"/></xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="namedNumber">
    <xs:simpleContent><xs:extension base="j:number"><xs:attributeGroup ref="j:key"/></xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="namedBoolean">
    <xs:simpleContent><xs:extension base="xs:boolean"><xs:attributeGroup ref="j:key"/></xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="namedNull">
    <xs:complexContent><xs:extension base="j:null"><xs:attributeGroup ref="j:key"/></xs:extension></xs:complexContent>
  </xs:complexType>

  <xs:attributeGroup name="key">
    <xs:attribute name="key" type="xs:string" use="required"/>
    <xs:attribute name="escaped-key" type="xs:boolean" default="false"/>
  </xs:attributeGroup>
  <xs:attributeGroup name="escaped">
    <xs:attribute name="escaped" type="xs:boolean" default="false"/>
  </xs:attributeGroup>
</xs:schema>
"""

PROBLEM = u"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:ietf:rfc:7807"
    targetNamespace="urn:ietf:rfc:7807" elementFormDefault="qualified">
  <xs:annotation>
    <xs:documentation xml:lang="en">
      Problem documents of the Ignition REST API: RFC 9457, appendix B, with the members of this API.
    </xs:documentation>
  </xs:annotation>

  <xs:element name="problem">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="type" type="xs:anyURI"/>
        <xs:element name="title" type="xs:string"/>
        <xs:element name="status" type="p:status"/>
        <xs:element name="detail" type="xs:string"/>
        <xs:element name="code" type="p:code"/>
        <xs:element name="error" type="xs:string"/>
        <xs:element name="requestId" type="xs:string"/>
        <xs:any namespace="##targetNamespace" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>

  <xs:simpleType name="status">
    <xs:restriction base="xs:integer"><xs:minInclusive value="400"/><xs:maxInclusive value="599"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="code">
    <xs:restriction base="xs:string"><xs:pattern value="[a-z][a-z0-9_]*"/></xs:restriction>
  </xs:simpleType>
</xs:schema>
"""

FILES = {"api.xsd": API, "problem.xsd": PROBLEM}
