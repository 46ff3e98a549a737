using System.Security.Cryptography;
using FsCheck.Xunit;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class AugmenterTests
{
    private static readonly ValueList<Augmentation> Everything =
    [
        new Augmentation.RandomCrop(2),
        new Augmentation.ColorJitter { Brightness = 0.4, Contrast = 0.4 },
        new Augmentation.Affine
        {
            Degrees = 7, Translate = 0.1, ScaleMin = 0.8, ScaleMax = 1.2, Shear = 10, Interpolation = Interpolation.Bilinear,
        },
        new Augmentation.Rotation(7) { Fill = 1 },
        new Augmentation.RandomErasing(),
    ];

    private static readonly ImageSet Digits = SyntheticDigits.Create(seed: 1, trainingCount: 200, testCount: 1).Training;

    [Property]
    public void Augmentations_without_effect_change_nothing(long seed, bool bilinear)
    {
        var kind = bilinear ? Interpolation.Bilinear : Interpolation.Nearest;
        ValueList<Augmentation> idle =
        [
            new Augmentation.Rotation(0) { Interpolation = kind, Fill = 9 },
            new Augmentation.Affine { Interpolation = kind, Fill = 9 },
            new Augmentation.ColorJitter(),
            new Augmentation.RandomCrop(0),
            new Augmentation.RandomErasing { Probability = 0 },
        ];
        var target = new byte[ImageSet.ImageSize];
        new Augmenter(idle, seed).Apply(Images.Noise(seed), epoch: 3, index: 5, target);
        Assert.Equal(Images.Noise(seed), target);
    }

    [Property]
    public void An_image_does_not_depend_on_its_batch(long seed, byte epoch, byte start)
    {
        int[] order = [.. RandomStream.Of(seed, RandomPurpose.Shuffle).Permutation(Digits.Count).Take(20)];
        var augmenter = new Augmenter(Everything, seed);
        var together = new ImageBatch(Digits, order, Normalization.Mnist, augmenter, epoch);
        var position = start % order.Length;
        var alone = new ImageBatch(Digits, order.AsMemory(position, 1), Normalization.Mnist, augmenter, epoch);
        Assert.Equal(Read(alone)[0], Read(together)[position]);
        Assert.Equal(Digits.Labels[order[position]], together.Label(position));
    }

    [Fact]
    public void Threads_do_not_matter()
    {
        int[] all = [.. Enumerable.Range(0, Digits.Count)];
        var batch = new ImageBatch(Digits, all, Normalization.Mnist, new Augmenter(Everything, seed: 1));
        var parallel = new float[batch.Count][];
        Parallel.For(0, batch.Count, position => batch.ReadImage(position, parallel[position] = new float[ImageSet.ImageSize]));
        Assert.Equal(Read(batch), parallel);
    }

    [Fact]
    public void Seeds_epochs_and_images_draw_anew()
    {
        var image = Digits.Image(0).ToArray();
        var targets = from seed in Enumerable.Range(0, 5)
                      from epoch in Enumerable.Range(0, 5)
                      from index in Enumerable.Range(0, 5)
                      select Convert.ToBase64String(Apply(new Augmenter(Everything, seed), image, epoch, index));
        Assert.Equal(125, targets.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_image_may_be_changed_in_place()
    {
        var augmenter = new Augmenter(Everything, seed: 1);
        var image = Digits.Image(7).ToArray();
        var expected = Apply(augmenter, image, epoch: 2, index: 7);
        augmenter.Apply(image, epoch: 2, index: 7, image);
        Assert.Equal(expected, image);
    }

    [Fact]
    public void Augmentations_are_applied_in_the_plans_order()
    {
        // Black after the jitter stays black; a fill that comes in later is not jittered.
        ValueList<Augmentation> plan = [new Augmentation.ColorJitter { Brightness = 0.9 }, new Augmentation.Rotation(45) { Fill = 200 }];
        var target = Apply(new Augmenter(plan, seed: 1), new byte[ImageSet.ImageSize], epoch: 0, index: 3);
        Assert.Equal(new byte[] { 0, 200 }, target.Distinct().Order());
    }

    /// <summary>Runs are repeated from their records: what a seed does to an image must never change, on no machine.</summary>
    [Fact]
    public void What_a_seed_does_is_known()
    {
        var augmenter = new Augmenter(Everything, seed: 1);
        var images = Enumerable.Range(0, Digits.Count).SelectMany(i => Apply(augmenter, Digits.Image(i).ToArray(), epoch: 4, index: i));
        Assert.Equal(
            "b6a5e0bc7b05a001191a3e64ae24ce8d31e0114486cabf536e8dc53fa57158fe",
            Convert.ToHexStringLower(SHA256.HashData([.. images])));
    }

    private static byte[] Apply(Augmenter augmenter, byte[] image, int epoch, int index)
    {
        var target = new byte[ImageSet.ImageSize];
        augmenter.Apply(image, epoch, index, target);
        return target;
    }

    private static float[][] Read(ImageBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(position =>
    {
        var pixels = new float[ImageSet.ImageSize];
        batch.ReadImage(position, pixels);
        return pixels;
    })];
}
