using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mnist.Engine.TensorBoard;

namespace Mnist.Engine.Export.TensorBoard;

/// <summary>Values of an event file, one maker for each dashboard.</summary>
internal static class EventValues
{
    /// <summary>One point of a curve.</summary>
    public static SummaryValue Scalar(string tag, double value) => new() { Tag = tag, SimpleValue = (float)value };

    /// <summary>A text in Markdown.</summary>
    public static SummaryValue Text(string tag, string markdown) => new()
    {
        Tag = tag,
        Metadata = Metadata("text", ByteString.Empty),
        Tensor = new()
        {
            Dtype = DataType.DtString,
            TensorShape = new() { Dim = { new Dimension { Size = 1 } } },
            StringVal = { ByteString.CopyFromUtf8(markdown) },
        },
    };

    /// <summary>What a run was started with.</summary>
    /// <param name="time">When, in seconds since 1970.</param>
    /// <param name="settings">By name.</param>
    public static SummaryValue SessionStart(double time, IEnumerable<KeyValuePair<string, Value>> settings)
    {
        var start = new SessionStart { StartTimeSecs = time };
        foreach (var (name, value) in settings)
            start.Hparams.Add(name, value);
        return Session("_hparams_/session_start_info", new() { SessionStartInfo = start });
    }

    /// <summary>How a run ended.</summary>
    /// <param name="time">When, in seconds since 1970.</param>
    /// <param name="complete">Whether it was not stopped before.</param>
    public static SummaryValue SessionEnd(double time, bool complete) => Session(
        "_hparams_/session_end_info",
        new()
        {
            SessionEndInfo = new()
            {
                Status = complete ? SessionStatus.StatusSuccess : SessionStatus.StatusUnknown,
                EndTimeSecs = time,
            },
        });

    /// <summary>The dashboard reads the metadata and no value, but a value has to be there.</summary>
    private static SummaryValue Session(string tag, HparamsData data) => new()
    {
        Tag = tag,
        Metadata = Metadata("hparams", data.ToByteString()),
        Tensor = new() { Dtype = DataType.DtFloat, TensorShape = new(), FloatVal = { 0 } },
    };

    private static SummaryMetadata Metadata(string plugin, ByteString content) =>
        new() { PluginData = new() { PluginName = plugin, Content = content }, DataClass = DataClass.Tensor };
}
