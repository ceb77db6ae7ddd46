package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;
import org.nas4j.internal.testdata.SharedData;

class LoadersTest {

  @TempDir
  private Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] images(int magic, int count, int height, int width, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + bytes);
    buffer.putInt(magic).putInt(count).putInt(height).putInt(width);
    for (int i = 0; i < bytes; i++) {
      buffer.put((byte) (i % 256));
    }
    return buffer.array();
  }

  private static byte[] labels(int magic, int count, int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length);
    buffer.putInt(magic).putInt(count);
    for (int label : labels) {
      buffer.put((byte) label);
    }
    return buffer.array();
  }

  private Dataset idx(byte[] images, byte[] labels) throws IOException {
    return Idx.read(file("images", images), file("labels", labels), 10);
  }

  private static final byte[] TWO_IMAGES = images(0x803, 2, 3, 2, 12);
  private static final byte[] TWO_LABELS = labels(0x801, 2, 7, 1);

  @Test
  void readsIdxPackedOrNot() throws IOException {
    Dataset plain = idx(TWO_IMAGES, TWO_LABELS);
    assertThat(plain.shape()).isEqualTo(Shape.image(1, 3, 2));
    assertThat(plain.label(0)).isEqualTo(7);
    assertThat(plain.values(1)[5]).isEqualTo(11 / 255f);
    assertThat(idx(packed(TWO_IMAGES), packed(TWO_LABELS))).isEqualTo(plain);
  }

  @Test
  void findsMnistByItsNames() throws IOException {
    file("train-images-idx3-ubyte.gz", packed(TWO_IMAGES));
    file("train-labels-idx1-ubyte", TWO_LABELS);
    assertThat(Idx.training(folder).size()).isEqualTo(2);
    assertThatThrownBy(() -> Idx.test(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("t10k-images-idx3-ubyte")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesWrongMagicNumber() {
    assertThatThrownBy(() -> idx(TWO_LABELS, TWO_LABELS))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("images]")
        .hasMessageContaining("[0x00000801], but images need [0x00000803]")
        .hasMessageContaining("Maybe images and labels were exchanged");
    assertThatThrownBy(() -> idx(TWO_IMAGES, labels(0x1234, 2, 7, 1)))
        .hasMessageContaining("[0x00001234], but labels need")
        .hasMessageContaining("Maybe it is no IDX file");
  }

  @Test
  void refusesTruncatedIdx() throws IOException {
    assertThatThrownBy(() -> idx(Arrays.copyOf(TWO_IMAGES, 27), TWO_LABELS))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("[within image 1 of 2]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> idx(TWO_IMAGES, Arrays.copyOf(TWO_LABELS, 9)))
        .hasMessageContaining("[within label 1 of 2]");
    assertThatThrownBy(() -> idx(Arrays.copyOf(TWO_IMAGES, 3), TWO_LABELS))
        .hasMessageContaining("[within the magic number]");
    byte[] cut = packed(images(0x803, 2, 30, 30, 1800));
    assertThatThrownBy(() -> idx(Arrays.copyOf(cut, cut.length - 20), TWO_LABELS))
        .hasMessageContaining("ends too early");
    assertThatThrownBy(() -> idx(Arrays.copyOf(cut, 5), TWO_LABELS))
        .hasMessageContaining("ends too early");
  }

  @Test
  void refusesLabelOutOfRange() {
    assertThatThrownBy(() -> idx(TWO_IMAGES, labels(0x801, 2, 7, 10)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("labels]")
        .hasMessageContaining("example [1] the label [10]")
        .hasMessageContaining("Maybe");
  }

  @Test
  void refusesIdxOfUnequalLengthOrOddHeader() {
    assertThatThrownBy(() -> idx(TWO_IMAGES, labels(0x801, 3, 7, 1, 1)))
        .hasMessageContaining("[3] labels, but there are [2] images")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> idx(images(0x803, 2, 0, 2, 0), TWO_LABELS))
        .hasMessageContaining("height of [0]");
    assertThatThrownBy(() -> idx(images(0x803, -2, 3, 2, 0), TWO_LABELS))
        .hasMessageContaining("[-2] examples");
    assertThatThrownBy(() -> idx(images(0x803, 2, 3, 2, 13), TWO_LABELS))
        .hasMessageContaining("goes on after [2 images]");
  }

  private static byte[] record(int... labels) {
    byte[] bytes = new byte[labels.length + 3072];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    bytes[labels.length] = (byte) 255;
    return bytes;
  }

  @Test
  void readsCifar() throws IOException {
    Dataset ten = Cifar.cifar10(file("a", record(3)), file("b", packed(record(9))));
    assertThat(ten.size()).isEqualTo(2);
    assertThat(ten.shape()).isEqualTo(Shape.image(3, 32, 32));
    assertThat(ten.label(1)).isEqualTo(9);
    assertThat(ten.values(0)[0]).isEqualTo(1);
    Dataset hundred = Cifar.cifar100(file("c", record(3, 77)));
    assertThat(hundred.label(0)).isEqualTo(77);
    assertThat(hundred.classes()).isEqualTo(100);
  }

  @Test
  void refusesMalformedCifar() {
    assertThatThrownBy(() -> Cifar.cifar10(file("a", record(10))))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("a]")
        .hasMessageContaining("label [10]");
    assertThatThrownBy(() -> Cifar.cifar10(file("a", Arrays.copyOf(record(1), 3072))))
        .hasMessageContaining("[within record 0]")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> Cifar.cifar10(file("a", new byte[0])))
        .hasMessageContaining("[0] records");
  }

  @Test
  void readsPublishedData() throws IOException {
    Path cifar = SharedData.path("cifar10-subset");
    Dataset test = Cifar.cifar10(cifar.resolve("test-2000.bin.gz"));
    assertThat(test.size()).isEqualTo(2000);
    Path digits = SharedData.path("digits");
    Dataset rows = Csv.builder(Shape.image(1, 8, 8))
        .classes(10)
        .header(true)
        .divisor(16)
        .build()
        .read(digits.resolve("optdigits.tes"));
    assertThat(rows.size()).isEqualTo(1797);
  }
}
