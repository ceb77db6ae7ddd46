package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.arch.Shape;

/**
 * A picture has the values that were drawn, whatever the kind of its file: every loader agrees with
 * every other to the last bit. What is damaged or of another kind is refused by name, what is left
 * out is listed.
 */
class ImageFolderTest {

  private static final int HEIGHT = 16;
  private static final int WIDTH = 16;

  @TempDir
  private Path folder;

  /** All greys, one a pixel. */
  private static int grey(int pixel) {
    return pixel * 7 % 256;
  }

  private static BufferedImage grey(BufferedImage image) {
    int bits = image.getColorModel().getComponentSize(0);
    for (int i = 0; i < HEIGHT * WIDTH; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
        image.getRaster().setSample(x, y, 0, bits == 16 ? grey(i) * 257 : grey(i));
        if (image.getColorModel().hasAlpha()) {
          image.getRaster().setSample(x, y, 1, 255);
        }
      } else {
        image.setRGB(x, y, 0xff000000 | grey(i) * 0x010101);
      }
    }
    return image;
  }

  private static BufferedImage greyAndAlpha() {
    ComponentColorModel model = new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_GRAY),
        true,
        false,
        Transparency.TRANSLUCENT,
        DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    return new BufferedImage(model, raster, false, null);
  }

  static Stream<Arguments> kinds() {
    return Stream.of("png", "bmp", "gif", "tif")
        .flatMap(ending -> Stream.of(
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_CUSTOM)
            .map(type -> Arguments.of(ending, type)));
  }

  private Path write(BufferedImage image, String ending, String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    boolean written = ImageIO.write(image, ending, path.toFile());
    assumeTrue(written, "javax.imageio writes no such [" + ending + "].");
    return path;
  }

  private Path png(String name) throws IOException {
    return write(grey(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB)), "png", name);
  }

  private Dataset read(int channels) throws IOException {
    return ImageFolder.read(folder, Shape.image(channels, HEIGHT, WIDTH));
  }

  private static Dataset idx(Path folder) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + HEIGHT * WIDTH);
    images.putInt(0x803).putInt(1).putInt(HEIGHT).putInt(WIDTH);
    IntStream.range(0, HEIGHT * WIDTH).forEach(i -> images.put((byte) grey(i)));
    ByteBuffer labels = ByteBuffer.allocate(9).putInt(0x801).putInt(1).put((byte) 0);
    return Idx.read(
        Files.write(folder.resolve("images"), images.array()),
        Files.write(folder.resolve("labels"), labels.array()),
        2);
  }

  @ParameterizedTest(name = "{0}, type {1}")
  @MethodSource("kinds")
  void readsTheSameValuesFromEveryKindOfFile(String ending, int type) throws IOException {
    BufferedImage image =
        type == BufferedImage.TYPE_CUSTOM ? greyAndAlpha() : new BufferedImage(WIDTH, HEIGHT, type);
    boolean greyGif = ending.equals("gif") && type != BufferedImage.TYPE_INT_RGB;
    assumeFalse(greyGif, "javax.imageio converts what it writes as GIF.");
    write(grey(image), ending, "a/x." + ending);
    png("b/y.png");
    float[] one = read(1).values(0);
    float[] three = read(3).values(0);
    float[] expected = idx(Files.createDirectories(folder.resolve(".idx"))).values(0);
    assertThat(one).isEqualTo(expected);
    for (int channel = 0; channel < 3; channel++) {
      int from = channel * expected.length;
      assertThat(Arrays.copyOfRange(three, from, from + expected.length)).isEqualTo(expected);
    }
  }

  @Test
  void readsFlatGreyFromJpegInGreyAndColour() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB}) {
      BufferedImage flat = new BufferedImage(WIDTH, HEIGHT, type);
      for (int i = 0; i < HEIGHT * WIDTH; i++) {
        for (int band = 0; band < flat.getRaster().getNumBands(); band++) {
          flat.getRaster().setSample(i % WIDTH, i / WIDTH, band, 128);
        }
      }
      write(flat, "jpg", "a/x.jpg");
      png("b/y.png");
      assertThat(read(1).values(0)).containsOnly(128 / 255f);
    }
  }

  @Test
  void readsColoursInTheirChannels() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(1, 0, 0xff8001);
    write(image, "png", "a/x.png");
    png("b/y.png");
    float[] values = read(3).values(0);
    assertThat(values[1]).isEqualTo(1);
    assertThat(values[HEIGHT * WIDTH + 1]).isEqualTo(128 / 255f);
    assertThat(values[2 * HEIGHT * WIDTH + 1]).isEqualTo(1 / 255f);
    assertThat(read(1).values(0)[1]).isEqualTo((255 + 128 + 1) / (3 * 255f));
  }

  @Test
  void agreesWithCifar() throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    byte[] record = new byte[3073];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1024; i++) {
      int colour = random.nextInt(1 << 24);
      image.setRGB(i % 32, i / 32, colour);
      for (int channel = 0; channel < 3; channel++) {
        record[1 + channel * 1024 + i] = (byte) (colour >> 16 - 8 * channel);
      }
    }
    write(image, "png", "a/x.png");
    write(image, "png", "b/x.png");
    Dataset cifar = Cifar.cifar10(Files.write(folder.resolve("record"), record));
    Dataset pictures = ImageFolder.read(folder, Shape.image(3, 32, 32));
    assertThat(pictures.values(0)).isEqualTo(cifar.values(0));
  }

  private byte[] noise(String ending) throws IOException {
    BufferedImage noise = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < HEIGHT * WIDTH; i++) {
      noise.setRGB(i % WIDTH, i / WIDTH, random.nextInt(1 << 24));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(noise, ending, out);
    return out.toByteArray();
  }

  private AbstractThrowableAssert<?, ?> refuses(String named) {
    return assertThatThrownBy(() -> read(3))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining(named + "]")
        .hasMessageContaining("Maybe");
  }

  @ParameterizedTest
  @CsvSource({
    "jpg,0.5",
    "jpg,0.9",
    "jpg,0.98",
    "png,0.5",
    "png,0.9",
    "gif,0.5",
    "gif,0.9",
    "bmp,0.5",
    "bmp,0.98",
    "tif,0.5",
    "tif,0.98",
    "jpg,0.1",
    "png,0.02"
  })
  void refusesWhatWasCut(String ending, double share) throws IOException {
    byte[] all = noise(ending);
    Files.createDirectories(folder.resolve("a"));
    Files.write(folder.resolve("a/cut." + ending), Arrays.copyOf(all, (int) (all.length * share)));
    png("b/y.png");
    refuses("cut." + ending);
  }

  @Test
  void readsWhatIsWhole() throws IOException {
    for (String ending : List.of("jpg", "png", "bmp", "tif")) {
      Files.createDirectories(folder.resolve("a"));
      Files.write(folder.resolve("a/whole." + ending), noise(ending));
    }
    png("b/y.png");
    assertThat(read(3).size()).isEqualTo(5);
  }

  @Test
  void refusesWhatIsOnlyCalledPicture() throws IOException {
    png("b/y.png");
    Files.createDirectories(folder.resolve("a"));
    Path fake = folder.resolve("a/x.jpg");
    Files.writeString(fake, "<html>404</html>");
    refuses("x.jpg").hasMessageContaining("is no picture");
    Files.write(fake, new byte[0]);
    refuses("x.jpg");
    Files.delete(fake);
    Files.write(folder.resolve("a/x.webp"), new byte[] {'R', 'I', 'F', 'F'});
    refuses("x.webp").hasMessageContaining("save it as PNG");
  }

  @Test
  void readsByContentAndListsWhatIsLeftOut() throws IOException {
    png("a/1.png");
    png("b/noending");
    Files.writeString(folder.resolve("a/notes.txt"), "no picture");
    Files.createDirectories(folder.resolve("b/deeper"));
    Files.writeString(folder.resolve("b/.hidden"), "");
    Dataset data = read(1);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.notes())
        .singleElement()
        .asString()
        .contains("[2] files")
        .contains("notes.txt")
        .contains("deeper");
  }

  @Test
  void refusesShallowInterlacedGifs() throws IOException {
    BufferedImage shallow = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    write(shallow, "gif", "a/x.gif");
    write(shallow, "png", "b/y.png");
    assertThatThrownBy(() -> ImageFolder.read(folder, Shape.image(1, 4, 4)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("x.gif]")
        .hasMessageContaining("interlaced GIF of [4] rows")
        .hasMessageContaining("Maybe save it as PNG");
  }

  /** A GIF of 52 bytes whose frame says that it has 41,634 rows and columns; a fuzzer's find. */
  @Test
  void refusesSizesThatMemoryCannotHold() throws IOException {
    byte[] gif = Base64.getDecoder()
        .decode("R0lGODlhAQQBAAAAACyioqKioqKioqKioqKioqKioqKiAAAAAAEAAQAhAAICRAEAO8E=");
    Files.createDirectories(folder.resolve("a"));
    Files.write(folder.resolve("a/x.gif"), gif);
    png("b/y.png");
    assertThatThrownBy(() -> ImageFolder.read(folder, Shape.image(1, 4, 4)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("x.gif]")
        .hasMessageContaining("[41634×41634] pixels")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void refusesOtherSizesAndFoldersWithoutClasses() throws IOException {
    png("a/1.png");
    refuses(folder.getFileName().toString()).hasMessageContaining("[1] folders");
    write(new BufferedImage(5, 7, BufferedImage.TYPE_INT_RGB), "png", "b/1.png");
    refuses("1.png").hasMessageContaining("[7×5]").hasMessageContaining("[16×16]");
    Files.delete(folder.resolve("b/1.png"));
    refuses("b").hasMessageContaining("[0] pictures");
    assertThatIllegalArgumentException().isThrownBy(() -> read(2)).withMessageContaining("has [2]");
  }

  @Test
  void testDataTakeTheClassesOfTheTrainingData() throws IOException {
    png("train/a/1.png");
    png("train/b/1.png");
    png("train/c/1.png");
    png("test/c/1.png");
    png("test/a/1.png");
    Shape.Image shape = Shape.image(1, HEIGHT, WIDTH);
    Dataset training = ImageFolder.read(folder.resolve("train"), shape);
    assertThat(training.classNames()).containsExactly("a", "b", "c");
    Dataset test = ImageFolder.read(folder.resolve("test"), shape, training.classNames());
    assertThat(test.classNames()).isEqualTo(training.classNames());
    assertThat(IntStream.range(0, 2).map(test::label)).containsExactly(0, 2);
    assertThat(test.notes()).singleElement().asString().contains("[b]");
    png("test/d/1.png");
    assertThatThrownBy(() -> ImageFolder.read(folder.resolve("test"), shape, training.classNames()))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("d]")
        .hasMessageContaining("none of the classes [a, b, c]");
  }

  @Test
  void seesTheSamePictureInTrainingAndTestWhateverItsFile() throws IOException {
    write(
        grey(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY)),
        "png",
        "train/a/1.png");
    png("train/b/1.png");
    png("test/a/1.png");
    Shape.Image shape = Shape.image(1, HEIGHT, WIDTH);
    Dataset training = ImageFolder.read(folder.resolve("train"), shape);
    Dataset test = ImageFolder.read(folder.resolve("test"), shape, training.classNames());
    assertThat(test.overlap(training)).isEqualTo(1);
  }

  @Test
  void bringsPicturesToOneSize() throws IOException {
    BufferedImage small = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage large = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 4; i++) {
      small.getRaster().setSample(i % 2, i / 2, 0, 51 * i);
      for (int j = 0; j < 6; j++) {
        large.getRaster().setSample(i % 2 * 3 + j % 3, i / 2 * 2 + j / 3, 0, 51 * i);
      }
    }
    write(small, "png", "a/small.png");
    write(large, "png", "b/large.png");
    Dataset data = ImageFolder.readResized(folder, Shape.image(1, 2, 2));
    assertThat(data.values(0)).containsExactly(0, 0.2f, 0.4f, 0.6f);
    assertThat(data.values(1)).containsExactly(data.values(0), within(1e-6f));
    refuses("small.png").hasMessageContaining("readResized");
  }
}
