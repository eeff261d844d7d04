# The base of the CUDA variant: PyTorch as its makers ship it, with the CUDA libraries that it was built with, and a JRE.
# The version must be that of pytorch.version in pom.xml: DJL's JNI fits no other.
FROM eclipse-temurin:17-jre-noble AS java
FROM pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime
COPY --from=java /opt/java/openjdk /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:$PATH
