using System.Runtime.InteropServices;
using System.Text;
using Mnist.Engine.Export.Firmware;
using Mnist.Engine.Quantization;

namespace Mnist.PropertyTests;

/// <summary>Exported C, compiled for this machine and run.</summary>
internal static class HostFirmware
{
    /// <summary>Warnings are errors; whatever the language leaves undefined ends the program.</summary>
    public static readonly string[] Checked =
        ["-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

    public static readonly string[] Fast = ["-std=c99", "-O3", "-Wall", "-Wextra", "-Werror", "-pedantic"];

    /// <summary>Whether a compiler is here with the libraries of its sanitizers, which clang of some systems does without.</summary>
    public static bool HasSanitizers(string compiler)
    {
        using var folder = new TemporaryFolder();
        var main = folder.Write("main.c", "int main(void) { return 0; }\n"u8.ToArray());
        try
        {
            Programs.Run(compiler, [.. Checked, main, "-o", Path.Combine(folder.Path, "program")]);
            return true;
        }
        catch (Xunit.Sdk.TrueException)
        {
            return false;
        }
    }

    /// <summary>Images in, logits out; every other image comes row by row.</summary>
    private const string Main = """
        #include <stdio.h>
        #include "digit.h"

        int main(void)
        {
            static uint8_t pixels[DIGIT_ROWS * DIGIT_COLUMNS];
            digit_logit logits[DIGIT_LOGITS];
            for (int image = 0; fread(pixels, 1, sizeof pixels, stdin) == sizeof pixels; image++) {
                int best;
                if (image % 2) {
                    digit_begin();
                    if (digit_end(logits) != -1)
                        return 2;
                    for (int y = 0; y < DIGIT_ROWS; y++)
                        digit_row(pixels + y * DIGIT_COLUMNS);
                    best = digit_end(logits);
                } else {
                    best = digit_classify(pixels, logits);
                }
                for (int i = 0; i < DIGIT_LOGITS; i++)
                    if (logits[i] > logits[best] || (logits[i] == logits[best] && i < best))
                        return 3;
                fwrite(logits, sizeof logits, 1, stdout);
            }
            return 0;
        }
        """;

    /// <summary>The logits of images, one after the other.</summary>
    public static T[] Logits<T>(FirmwareNetwork network, byte[] images, string compiler, params IReadOnlyList<string> options)
        where T : struct
    {
        using var folder = new TemporaryFolder();
        folder.Write(FirmwareWriter.HeaderName, Encoding.ASCII.GetBytes(FirmwareWriter.Header(network, ["A test."])));
        var source = folder.Write(FirmwareWriter.SourceName, Encoding.ASCII.GetBytes(FirmwareWriter.Source(network, ["A test."])));
        var main = folder.Write("main.c", Encoding.ASCII.GetBytes($"{Main}\n"));
        var program = Path.Combine(folder.Path, "program");
        Programs.Run(compiler, [.. options, source, main, "-o", program]);
        return MemoryMarshal.Cast<byte, T>(Programs.Run(program, [], images)).ToArray();
    }
}
