package org.nas4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.arch.Shape;

/** Data that are kept on disk are the same data. */
class OnDiskTest {

  private static final Shape SHAPE = Shape.image(2, 3, 2);

  @TempDir
  private Path folder;

  private Path table;
  private Path kept;

  @BeforeEach
  void writeTable() throws IOException {
    table = folder.resolve("table.csv");
    kept = folder.resolve("kept.values");
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      for (int j = 0; j < SHAPE.elements(); j++) {
        text.append(random.nextInt(1000) / 8.0).append(',');
      }
      text.append(i % 3 == 0 ? "cat" : "dog").append('\n');
    }
    Files.writeString(table, text);
  }

  private Dataset onHeap() throws IOException {
    return Csv.of(SHAPE).read(table);
  }

  private Dataset onDisk() throws IOException {
    return Csv.of(SHAPE).readToDisk(table, kept);
  }

  @Test
  void tablesHaveTheSameValues() throws IOException {
    Dataset data = onDisk();
    assertThat(data.isOnDisk()).isTrue();
    assertThat(onHeap().isOnDisk()).isFalse();
    assertThat(data).isEqualTo(onHeap());
    assertThat(data.fingerprint()).isEqualTo(onHeap().fingerprint());
    assertThat(kept).hasSize(50 * SHAPE.elements() * Float.BYTES);
  }

  @Test
  void picturesHaveTheSameValues() throws IOException {
    Path pictures = folder.resolve("pictures");
    SplittableRandom random = new SplittableRandom(1);
    for (String name : new String[] {"a/1.png", "a/2.png", "b/1.png"}) {
      Path file = pictures.resolve(name);
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 63; i++) {
        picture.setRGB(i % 9, i / 9, random.nextInt(1 << 24));
      }
      ImageIO.write(picture, "png", file.toFile());
    }
    Shape.Image shape = Shape.image(3, 4, 4);
    assertThat(ImageFolder.readToDisk(pictures, shape, kept))
        .isEqualTo(ImageFolder.readResized(pictures, shape));
  }

  @Test
  void partsAndStandardisedDataStayOnDisk() throws IOException {
    Split disk = onDisk().split(20, new SplittableRandom(2));
    Split heap = onHeap().split(20, new SplittableRandom(2));
    assertThat(disk.training()).isEqualTo(heap.training());
    Dataset scaled = Standardisation.fit(disk.training()).apply(disk.validation());
    assertThat(scaled.isOnDisk()).isTrue();
    assertThat(scaled)
        .isEqualTo(Standardisation.fit(heap.training()).apply(heap.validation()))
        .isNotEqualTo(heap.validation());
    assertThat(scaled.overlap(heap.validation())).isEqualTo(20);
    FloatBuffer written = FloatBuffer.allocate((int) SHAPE.elements());
    scaled.subset(7, 3).write(1, written);
    assertThat(written.array()).containsExactly(scaled.values(3));
  }

  @Test
  void readsFilesThatOneMapCannotHold() throws IOException {
    Dataset data = onDisk();
    int width = (int) SHAPE.elements();
    MappedValues parts = MappedValues.of(kept, 50, width, 7L * width * Float.BYTES + 5);
    for (int i = 0; i < 50; i++) {
      assertThat(parts.row(i)).containsExactly(data.values(i));
    }
  }

  @Test
  void leavesTheTableAloneIfItIsToBeWrittenOver() throws IOException {
    String before = Files.readString(table);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csv.of(SHAPE).readToDisk(table, table))
        .withMessageContaining("[" + table + "]")
        .withMessageContaining("Maybe name another file");
    assertThat(table).hasContent(before);
  }

  @Test
  void namesTheTableThatIsNotThereAndKeepsNothing() {
    assertThatThrownBy(() -> Csv.of(SHAPE).readToDisk(folder.resolve("no.csv"), kept))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no.csv");
    assertThat(kept).doesNotExist();
  }

  @Test
  void keepsNothingOfATableThatIsDamaged() throws IOException {
    Files.writeString(table, Files.readString(table) + "1,2,3\n");
    assertThatThrownBy(this::onDisk)
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("line [51]");
    assertThat(folder).isDirectoryNotContaining("glob:**kept*");
  }
}
