using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Pictures;
using Xunit;

namespace Mnist.PropertyTests.Engine.Images;

/// <summary>What light, paper and other things bring into a picture is taken out of it, and the digit stays.</summary>
public sealed class PhotographTests
{
    private const int Ink = 64;

    private static readonly int[] Shifts = [.. from y in (int[])[-1, 0, 1] from x in (int[])[-1, 0, 1] select (y * ImageSet.Side) + x];

    private static readonly ImageSet Digits = SyntheticDigits.Create(seed: 9, trainingCount: 60, testCount: 1).Training;

    [Fact]
    public void A_photograph_is_a_function_of_digit_seed_and_index()
    {
        var once = Photograph.Of(Digits.Image(3), seed: 1, index: 3).Levels.ToArray();
        Assert.Equal(once, Photograph.Of(Digits.Image(3), seed: 1, index: 3).Levels.ToArray());
        Assert.NotEqual(once, Photograph.Of(Digits.Image(3), seed: 2, index: 3).Levels.ToArray());
        Assert.NotEqual(once, Photograph.Of(Digits.Image(4), seed: 1, index: 3).Levels.ToArray());
    }

    [Fact]
    public void Photographs_of_every_kind_of_paper_show_their_digits()
    {
        var right = Enumerable.Range(0, Digits.Count).Count(i => IsRead(Placed(Photograph.Of(Digits.Image(i), 1, i)), i));
        Assert.InRange(right, Digits.Count * 8 / 10, Digits.Count);
    }

    [Property(MaxTest = 60)]
    public bool Light_from_one_side_takes_no_digit_away(byte digit, byte across, byte down)
    {
        var at = digit % Digits.Count;
        var (sheet, width) = Sheet(Digits.Image(at), scale: 4);
        var lit = sheet.Select((level, i) =>
            (byte)((255 - level) * (110 + (across % 70 * (i % width) / width) + (down % 70 * (i / width) / width)) / 255));
        return IsRead(Placed(new(width, [.. lit])), at);
    }

    [Property(MaxTest = 60)]
    public bool Printed_lines_take_no_digit_away(byte digit, byte offset, byte spacing, bool isSquared)
    {
        var at = digit % Digits.Count;
        var (sheet, width) = Sheet(Digits.Image(at), scale: 6);
        var step = 60 + (spacing % 40);
        for (var i = 0; i < sheet.Length; i++)
        {
            if (IsLine(i / width) || (isSquared && IsLine(i % width)))
                sheet[i] = Math.Max(sheet[i], (byte)150);
        }

        return IsRead(Placed(new(width, sheet)), at);

        bool IsLine(int place) => place > 4 && place < width - 5 && (place + offset) % step < 2;
    }

    [Fact]
    public void A_digit_that_fills_its_picture_keeps_all_its_strokes() => Assert.All(Enumerable.Range(0, Digits.Count), at =>
    {
        var (sheet, width) = Sheet(Digits.Image(at), scale: 5);
        var box = DigitParts.Of(new(width, sheet), Ink)!.Box;
        var trimmed = Enumerable.Range(0, box.Width * box.Height)
            .Select(i => sheet[((box.Top + (i / box.Width)) * width) + box.Left + (i % box.Width)]);
        Assert.True(IsRead(Placed(new(box.Width, [.. trimmed])), at));
    });

    /// <summary>Rows of small digits are a page: no one of them is told for the whole.</summary>
    [Property(MaxTest = 20)]
    public bool A_page_of_many_shapes_is_no_digit(byte first, byte across, byte down, bool isDark)
    {
        var (columns, rows) = (6 + (across % 6), 6 + (down % 6));
        var width = (columns + 1) * ImageSet.Side;
        var page = new byte[width * (rows + 1) * ImageSet.Side];
        for (var i = 0; i < columns * rows; i++)
        {
            var digit = Digits.Image((first + i) % Digits.Count);
            var corner = (((i / columns * ImageSet.Side) + 14) * width) + (i % columns * ImageSet.Side) + 14;
            for (var row = 0; row < ImageSet.Side; row++)
                digit.Slice(row * ImageSet.Side, ImageSet.Side).CopyTo(page.AsSpan(corner + (row * width)));
        }

        var seen = isDark ? page : [.. page.Select(level => (byte)(255 - level))];
        return DigitPlacement.Place(new(width, seen)).Match(
            valid: _ => false,
            invalid: errors => errors is [ImageError.NoSingleDigit { Shapes: > 24 }]);
    }

    [Property(MaxTest = 60)]
    public bool Dust_is_no_digit(byte digit, NonEmptyArray<ushort> specks)
    {
        var at = digit % Digits.Count;
        var (sheet, width) = Sheet(Digits.Image(at), scale: 5);
        foreach (var speck in specks.Get.Take(20))
            sheet[speck % sheet.Length] = byte.MaxValue;
        var placed = Placed(new(width, sheet));
        return placed.Others == 0 && IsRead(placed, at);
    }

    [Property(MaxTest = 60)]
    public bool Of_two_digits_side_by_side_one_is_read_and_both_are_told(byte left, byte right)
    {
        var (first, second) = (left % Digits.Count, right % Digits.Count);
        var (one, width) = Sheet(Digits.Image(first), scale: 4);
        var (two, _) = Sheet(Digits.Image(second), scale: 4);
        var both = new byte[2 * one.Length];
        for (var i = 0; i < one.Length; i++)
        {
            var at = (2 * width * (i / width)) + (i % width);
            (both[at], both[at + width]) = (one[i], two[i]);
        }

        var placed = Placed(new(2 * width, both));
        return placed.Others == 1 && (IsRead(placed, first) || IsRead(placed, second));
    }

    [Fact]
    public void A_thin_stroke_becomes_as_strong_as_a_thick_one()
    {
        var ring = new byte[200 * 200];
        for (var i = 0; i < ring.Length; i++)
        {
            var (x, y) = ((i % 200) - 100, (i / 200) - 100);
            ring[i] = Math.Abs(Math.Sqrt((x * x) + (y * y)) - 60) < 0.7 ? (byte)128 : (byte)0;
        }

        Assert.Equal(255, Placed(new(200, ring)).Levels.Max());
    }

    [Property(MaxTest = 100)]
    public bool The_paper_is_nowhere_brighter_than_the_picture_and_follows_it(NonEmptyArray<byte> levels, byte columns)
    {
        var width = 1 + (columns % Math.Min(60, levels.Get.Length));
        var picture = levels.Get.Take(Math.Min(60, levels.Get.Length / width) * width).Select(level => (byte)(level / 2)).ToArray();
        var paper = PaperLight.Of(new(width, picture));
        var brighter = PaperLight.Of(new(width, [.. picture.Select(level => (byte)(level + 100))]));
        return picture.Zip(paper).All(pixel => pixel.Second <= pixel.First + 1e-9)
            && paper.Zip(brighter).All(pixel => Math.Abs(pixel.Second - pixel.First - 100) < 1e-9);
    }

    [Property(MaxTest = 100)]
    public bool What_is_taken_as_the_digit_is_ink_of_the_picture_and_fills_its_box(NonEmptyArray<byte> levels, byte columns)
    {
        var width = 1 + (columns % Math.Min(30, levels.Get.Length));
        var ink = levels.Get.Take(levels.Get.Length / width * width).ToArray();
        if (DigitParts.Of(new(width, ink), Ink) is not { } parts)
            return ink.All(level => level < Ink);
        var kept = Enumerable.Range(0, ink.Length).Where(i => parts.Ink[i] >= Ink).ToList();
        return parts.Ink.Zip(ink).All(pixel => pixel.First == pixel.Second || (pixel.First == 0 && pixel.Second >= Ink))
            && parts.Box == Box.Of(
                kept.Min(i => i % width), kept.Min(i => i / width), kept.Max(i => i % width), kept.Max(i => i / width));
    }

    /// <summary>A digit on a larger black sheet, each pixel as a square.</summary>
    private static (byte[] Levels, int Width) Sheet(ReadOnlySpan<byte> image, int scale)
    {
        var width = (scale * ImageSet.Side) + 20;
        var levels = new byte[width * width];
        for (var i = 0; i < scale * ImageSet.Side * scale * ImageSet.Side; i++)
        {
            var (y, x) = (i / (scale * ImageSet.Side), i % (scale * ImageSet.Side));
            levels[((10 + y) * width) + 10 + x] = image[(y / scale * ImageSet.Side) + (x / scale)];
        }

        return (levels, width);
    }

    /// <summary>Whether of all digits one of the same class is least different, at best a pixel aside.</summary>
    private static bool IsRead(PlacedDigit placed, int digit) => Digits.Labels[digit] == Digits.Labels[Enumerable
        .Range(0, Digits.Count)
        .MinBy(other => Shifts.Min(shift => Difference(placed.Levels, Digits.Image(other), shift)))];

    private static int Difference(byte[] levels, ReadOnlySpan<byte> other, int shift)
    {
        var sum = 0;
        for (var i = 0; i < levels.Length; i++)
            sum += Math.Abs(levels[i] - other[Math.Clamp(i + shift, 0, levels.Length - 1)]);
        return sum;
    }

    private static PlacedDigit Placed(GreyImage picture) =>
        DigitPlacement.Place(picture).OrThrow();
}
