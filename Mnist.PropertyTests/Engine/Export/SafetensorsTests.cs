using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Export;
using Xunit;

namespace Mnist.PropertyTests.Engine.Export;

/// <summary>What is written is read again, and nothing that is not.</summary>
public sealed class SafetensorsTests
{
    [Property(Arbitrary = [typeof(Networks)], MaxTest = 40)]
    public Property Weights_survive_a_file(NetworkCase network)
    {
        var weights = RandomWeights.Of(network.Checked(), network.Seed);
        var hash = SafetensorsReader.Read(File(weights), weights.Tensors).Match(valid: w => w.Hash(), invalid: e => e.ToString());
        return (hash == weights.Hash()).Label(hash);
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 40)]
    public bool A_file_that_was_cut_off_is_refused(NetworkCase network, PositiveInt cut)
    {
        var weights = RandomWeights.Of(network.Checked(), network.Seed);
        var file = File(weights);
        var rest = file.AsMemory(0, file.Length - Math.Min(cut.Get + sizeof(long), file.Length));
        return SafetensorsReader.Read(rest, weights.Tensors).Match(valid: _ => false, invalid: e => e.Count > 0);
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 200)]
    public bool A_changed_byte_is_an_error_or_a_value_and_never_an_exception(NetworkCase network, NonNegativeInt place, byte value)
    {
        var weights = RandomWeights.Of(network.Checked(), network.Seed);
        var file = File(weights);
        file[place.Get % Math.Min(file.Length, 400)] = value;
        return SafetensorsReader
            .Read(file, weights.Tensors)
            .Match(valid: w => w.Values.Length == weights.Values.Length, invalid: e => e.Count > 0);
    }

    [Theory]
    [InlineData("""[]""", "NotSafetensors { }")]
    [InlineData("""{}""", "MissingTensor { Name = w }")]
    [InlineData("""{"w": {"dtype": "F32", "shape": [2]}}""", "MissingTensor { Name = w }")]
    [InlineData("""{"w": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}}""", "WrongType { Name = w, Type = F16 }")]
    [InlineData(
        """{"w": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]}}""",
        "WrongDimensions { Name = w, Expected = [2], Actual = [3] }")]
    [InlineData("""{"w": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}""", "MissingValues { Name = w }")]
    [InlineData("""{"w": {"dtype": "\ud800", "shape": [2], "data_offsets": [0, 8]}}""", "NotSafetensors { }")]
    public void Every_error_is_named(string header, string error)
    {
        ValueList<ParameterTensor> tensors = [new("w", [2], Trainable: true, InitialValues.Constant(0))];
        byte[] file =
            [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[8]];
        Assert.Equal(
            error,
            SafetensorsReader.Read(file, tensors).Match(valid: _ => "", invalid: e => string.Join(", ", e.Select(Structure.Of))));
    }

    private static byte[] File(Weights weights)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, weights, batches: 7);
        return stream.ToArray();
    }
}
